"""How the project holds together: its floors, sizes and names, what is shipped, and what a fresh clone relies on."""

import ast
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("engine", "formspec", "webapp")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
GENERATED = "webapp/storage/migrations/versions"
LONGEST = 300
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "handler",
    "processor",
    "data",
    "info",
}
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    ".locks",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "docs",
    "engine",
    "formspec",
    "pyproject.toml",
    "tests",
    "webapp",
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(*words: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a program from the root of the clone, without what an outer `make` would tell an inner one."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(words, cwd=ROOT, env=inherited | settings, capture_output=True, text=True, check=False)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_keep_every_contract() -> None:
    kept = run(Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo")
    assert kept.returncode == 0, kept.stdout


def test_every_module_says_in_a_sentence_what_lives_in_it() -> None:
    said = {named(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES}
    assert [name for name, words in said.items() if not (words or "").split("\n")[0].endswith((".", ":", "?"))] == []


def test_every_module_is_short_enough_to_be_read_at_once() -> None:
    written = [path for path in MODULES if GENERATED not in named(path)]
    assert [named(path) for path in written if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in MODULES if EMPTY_NAMES & {path.stem, *path.parent.relative_to(ROOT).parts}] == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_the_top_level_holds_what_the_design_names_and_nothing_else() -> None:
    listed = run("git", "-c", f"safe.directory={ROOT}", "ls-files", "-z").stdout.split("\0")
    assert "pyproject.toml" in listed
    assert {name.split("/")[0] for name in listed if name} <= TOP_LEVEL


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, and return its path."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if name.split("/")[0] in PACKAGES}
    present = {
        named(path)
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert shipped == present


def test_what_the_wheel_holds_works_without_the_clone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    settings = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    settings.pop("FORMSPEC_SPECS", None)
    for words in (["forms"], ["render", "ap-audit"], ["example", "provider-letter"]):
        command = [sys.executable, "-m", "webapp.cli", *words]
        ended = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout


def pins(lock: str) -> dict[str, list[str]]:
    """Return each package of a lock as `name==version`, with the hashes it may have."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / ".locks" / lock).read_text(encoding="utf-8").splitlines():
        word = line.strip().removesuffix("\\").strip()
        if word.startswith("--hash=sha256:"):
            found[next(reversed(found))].append(word)
        else:
            found[word] = []
    return found


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt", "editor.txt"])
def test_a_lock_pins_every_package_by_hash_and_names_no_index(lock: str) -> None:
    assert [pin for pin, hashes in pins(lock).items() if not hashes or "==" not in pin or pin.startswith("-")] == []


def test_the_locks_hold_what_the_project_declares() -> None:
    groups = PROJECT["dependency-groups"]
    needed = PROJECT["project"]["dependencies"] + groups["build"]
    assert set(needed) <= set(pins("run.txt"))
    assert {pin for pin in groups["dev"] if "[" not in pin} <= set(pins("dev.txt"))
    assert set(pins("run.txt")) <= set(pins("dev.txt"))
    assert set(groups["editor"]) == set(pins("editor.txt"))


def test_make_run_takes_the_port_and_the_data_folder() -> None:
    shown = run("make", "--dry-run", "run", "PORT=8080", "DATA=/some/folder with a space")
    assert shown.stdout.splitlines()[-1] == (
        'exec .venv/bin/formspec serve --port "8080" --data "/some/folder with a space"'
    )


def test_make_lists_its_targets() -> None:
    listed = {line.split()[0] for line in run("make").stdout.splitlines()}
    assert {"run", "install", "test", "lint", "check", "soak", "visits", "bench", "lock"} <= listed


def test_ci_runs_the_tests_once_and_the_rest_of_the_check() -> None:
    assert planned("check") == planned("lint") + planned("test")
    assert [line for line in planned("check") if "pytest" in line] == planned("test")


def planned(target: str) -> list[str]:
    """Return what a target would run, less the set-up."""
    lines = run("make", "--dry-run", target).stdout.splitlines()
    return [line for line in lines if line.startswith(".venv/bin/")]
