"""What `.ci/run` does on a machine: with what tests drive or without, and when a part of the check fails."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "run"
INSTALL = "apt-get -qq install --yes --no-install-recommends"
BROWSER = f"{INSTALL} chromium-headless-shell fonts-liberation"
OFFICE = f"{INSTALL} libreoffice-calc-nogui"
INSTALLED = ["apt-get -qq update", BROWSER, OFFICE]
CHECKED = ["make test", "make lint"]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder of programs, the only one the script finds: make and apt-get only write down their words."""
    for name in ("bash", "dirname", "env"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    put(tmp_path / "id", "echo 0")
    for name in ("make", "apt-get"):
        put(tmp_path / name, f'echo "{name} $*" >> "$(dirname "$0")/said"')
    return tmp_path


def put(path: Path, words: str) -> None:
    path.write_text(f"#!{shutil.which('bash')}\n{words}\n", encoding="utf-8")
    path.chmod(0o755)


def run(programs: Path) -> tuple[int, list[str]]:
    """Run the script with these programs only, and return its status and what it called."""
    ended = subprocess.run([SCRIPT], env={"PATH": str(programs)}, capture_output=True, check=False)
    said = programs / "said"
    return ended.returncode, said.read_text(encoding="utf-8").splitlines() if said.exists() else []


def test_a_machine_without_a_browser_gets_one_before_the_tests(programs: Path) -> None:
    assert run(programs) == (0, INSTALLED + CHECKED)


def test_a_machine_with_both_programs_is_left_as_it_is(programs: Path) -> None:
    put(programs / "chromium-headless-shell", "")
    put(programs / "soffice", "")
    assert run(programs) == (0, CHECKED)


def test_a_machine_without_an_office_program_gets_one(programs: Path) -> None:
    put(programs / "chromium-headless-shell", "")
    assert run(programs) == (0, ["apt-get -qq update", OFFICE, *CHECKED])


def test_a_machine_with_the_larger_browser_gets_the_one_that_takes_less_time(programs: Path) -> None:
    put(programs / "chromium", "")
    assert run(programs) == (0, INSTALLED + CHECKED)


def test_a_machine_with_the_larger_browser_goes_on_with_it_where_nothing_can_be_installed(programs: Path) -> None:
    put(programs / "chromium", "")
    put(programs / "apt-get", "exit 100")
    assert run(programs) == (0, CHECKED)


def test_a_machine_that_has_no_such_package_gets_the_larger_browser(programs: Path) -> None:
    said = f'echo "apt-get $*" >> "{programs}/said"; [[ $* != *headless* ]]'
    put(programs / "apt-get", said)
    assert run(programs) == (0, [*INSTALLED[:2], f"{INSTALL} chromium fonts-liberation", OFFICE, *CHECKED])


def test_a_machine_without_apt_goes_on_to_the_tests(programs: Path) -> None:
    (programs / "apt-get").unlink()
    assert run(programs) == (0, CHECKED)


def test_someone_who_is_not_root_asks_for_it_without_a_terminal(programs: Path) -> None:
    put(programs / "id", "echo 1000")
    put(programs / "sudo", f'echo "sudo $1" >> "{programs}/said"; shift; "$@"')
    assert run(programs) == (0, [line for each in INSTALLED for line in ("sudo -n", each)] + CHECKED)


@pytest.mark.parametrize("failing", ["test", "lint"])
def test_all_is_checked_even_when_a_part_fails(programs: Path, failing: str) -> None:
    put(programs / "chromium-headless-shell", "")
    put(programs / "soffice", "")
    put(programs / "make", f'echo "make $*" >> "{programs}/said"; test "$1" != {failing}')
    assert run(programs) == (1, CHECKED)


def test_the_script_may_be_started() -> None:
    assert os.access(SCRIPT, os.X_OK)
