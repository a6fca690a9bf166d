"""What can be set from outside, and the sentence for each setting that cannot be used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.settings import Settings, SettingsError


def sentence(environment: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(environment)
    return str(refused.value)


def test_nothing_set_is_this_computer_and_a_file_here() -> None:
    settings = Settings.from_environment({"HOME": "/nowhere", "FORMSPEC_DATA": "", "PORT": " "})
    here = Path.cwd() / "formspec-data"
    assert settings == Settings(
        host="127.0.0.1",
        port=8000,
        data=here,
        specs=(),
        database="",
        file=here / "formspec.sqlite3",
        second_person=False,
        security_contact="",
    )
    assert settings.place == str(here / "formspec.sqlite3")


def test_each_setting_is_read(tmp_path: Path) -> None:
    specs = (tmp_path / "one", tmp_path / "two")
    for folder in specs:
        folder.mkdir()
    settings = Settings.from_environment(
        {
            "PORT": "8080",
            "FORMSPEC_HOST": "::1",
            "FORMSPEC_DATA": str(tmp_path / "kept"),
            "FORMSPEC_SPECS": os.pathsep.join(map(str, specs)) + os.pathsep,
            "FORMSPEC_DATABASE": f"sqlite:///{tmp_path / 'other' / 'school.db'}",
        }
    )
    assert (settings.port, settings.host, settings.data, settings.specs) == (8080, "::1", tmp_path / "kept", specs)
    assert (settings.database, settings.file) == ("", tmp_path / "other" / "school.db")


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("it@school.example", "mailto:it@school.example"),
        ("mailto:it@school.example", "mailto:it@school.example"),
        ("https://school.example/report?a=@b", "https://school.example/report?a=@b"),
    ],
)
def test_who_finds_a_weakness_may_write_to_an_e_mail_address_or_a_page(text: str, contact: str) -> None:
    assert Settings.from_environment({"FORMSPEC_SECURITY_CONTACT": text}).security_contact == contact


@pytest.mark.parametrize("text", ["it", "http://school.example", "a b@school.example", "it@school.example\nExpires: x"])
def test_any_other_contact_is_refused(text: str) -> None:
    assert sentence({"FORMSPEC_SECURITY_CONTACT": text}).endswith(
        "set it to an e-mail address, or to the https:// address of a page."
    )


@pytest.mark.parametrize("text", ["0", "1", "65535", "008"])
def test_any_whole_number_up_to_the_last_is_a_port(text: str) -> None:
    assert Settings.from_environment({"PORT": text}).port == int(text)


def test_blanks_around_a_setting_do_not_count(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"PORT": " 80\n", "FORMSPEC_HOST": "localhost ", "FORMSPEC_DATA": f" {tmp_path} "}
    )
    assert (settings.port, settings.host, settings.data) == (80, "localhost", tmp_path)


@pytest.mark.parametrize(("text", "second"), [("yes", True), ("Yes ", True), ("no", False), ("", False)])
def test_a_second_person_is_asked_for_or_not(text: str, second: bool) -> None:
    assert Settings.from_environment({"FORMSPEC_SECOND_PERSON": text}).second_person is second


@pytest.mark.parametrize("text", ["true", "1", "y", "yes please"])
def test_anything_but_yes_and_no_is_no_answer(text: str) -> None:
    assert sentence({"FORMSPEC_SECOND_PERSON": text}) == f"FORMSPEC_SECOND_PERSON is “{text}”: set it to yes or no."


@pytest.mark.parametrize("text", ["-1", "65536", "http", "80.0", "8 0", "+80", "٨٠", "9" * 5000, "8_0"])
def test_anything_else_is_no_port(text: str) -> None:
    assert sentence({"PORT": text}) == f"PORT is “{text}”: set it to a whole number from 0 to 65535."


@pytest.mark.parametrize(
    ("text", "host"),
    [("127.0.0.1", "127.0.0.1"), ("127.9.8.7", "127.9.8.7"), ("[::1]", "::1"), ("localhost", "localhost")],
)
def test_this_computer_may_be_named_in_many_ways(text: str, host: str) -> None:
    assert Settings.from_environment({"FORMSPEC_HOST": text}).host == host


@pytest.mark.parametrize("text", ["x y", "http://school.example", "[fe80::1%eth0]", "school_1", "1.2.3.4:80"])
def test_anything_but_a_name_or_an_address_is_no_host(text: str) -> None:
    assert sentence({"FORMSPEC_HOST": text}) == (
        f"FORMSPEC_HOST is “{text}”, which is no address of a computer: leave it at 127.0.0.1, or set it to 0.0.0.0 to "
        "listen at every address of this one."
    )


def test_a_data_folder_need_not_be_there_but_must_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "new")}).data == tmp_path / "new"
    assert sentence({"FORMSPEC_DATA": str(tmp_path / "file")}) == (
        f"FORMSPEC_DATA names {tmp_path / 'file'}, which is not a folder: name a folder."
    )


def test_a_folder_of_specs_must_be_there(tmp_path: Path) -> None:
    assert sentence({"FORMSPEC_SPECS": str(tmp_path / "none")}) == (
        f"FORMSPEC_SPECS names the folder {tmp_path / 'none'}, which is not there: create it, or name another."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the owner of the machine may read anything")
def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    for name in ("FORMSPEC_DATA", "FORMSPEC_SPECS"):
        assert "cannot be read" in sentence({name: str(tmp_path / "closed")})


def test_the_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings.from_environment({"FORMSPEC_DATA": "~/kept"}).data == tmp_path / "kept"


@pytest.mark.parametrize("name", ["FORMSPEC_DATA", "FORMSPEC_SPECS"])
def test_the_home_folder_of_nobody_is_refused(name: str) -> None:
    assert sentence({name: "~no-such-user/kept"}) == (
        f"{name} is “~no-such-user/kept”, and there is no such user: write the whole path."
    )


@pytest.mark.parametrize(
    "given", ["postgresql://head:secret@db.example:5433/school", "postgres://head:secret@db.example:5433/school"]
)
def test_a_postgresql_server_is_named_without_its_password(given: str) -> None:
    settings = Settings.from_environment({"FORMSPEC_DATABASE": given})
    assert settings.database == "postgresql+psycopg://head:secret@db.example:5433/school"
    assert settings.place == "the PostgreSQL database school on db.example:5433"


def test_signs_of_a_password_stand_as_percent_codes() -> None:
    settings = Settings.from_environment({"FORMSPEC_DATABASE": "postgresql://head:a%40b%2Fc%23@localhost/school"})
    assert settings.database == "postgresql+psycopg://head:a%40b%2Fc%23@localhost/school"
    assert settings.place == "the PostgreSQL database school on localhost"


def test_a_server_may_be_reached_by_a_socket_in_a_folder() -> None:
    settings = Settings.from_environment({"FORMSPEC_DATABASE": "postgresql://head:@/school?host=/run/postgresql"})
    assert settings.database == "postgresql+psycopg://head:@/school?host=/run/postgresql"
    assert settings.place == "the PostgreSQL database school on this computer"


@pytest.mark.parametrize(
    "text",
    [
        "mysql://head:secret@localhost/school",
        "head:secret",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///?mode=memory",
        "postgresql://",
        "postgresql://head:secret@localhost:port/school",
        "postgresql://[::1/school?password=secret",
        "postgresql://head:secret@localhost:70000/school",
        "postgresql://head:secret/1@localhost/school",
        "postgresql://head:12#secret@localhost/school",
        "postgresql://head:12/secret@localhost/school",
        "postgresql://head:12?secret@localhost/school",
    ],
)
def test_any_other_database_is_refused_without_repeating_a_password(text: str) -> None:
    refused = sentence({"FORMSPEC_DATABASE": text})
    assert refused.startswith("FORMSPEC_DATABASE ")
    assert "secret" not in refused


def test_settings_are_printed_without_a_password() -> None:
    database, key = "postgresql://head:secret@localhost/school", "a secret of more than 32 letters"
    settings = Settings.from_environment({"FORMSPEC_DATABASE": database, "FORMSPEC_SECRET_KEY": key})
    assert settings.secret_key == key
    assert "secret of" not in repr(settings)
    assert "secret@" not in repr(settings)


@pytest.mark.parametrize("text", ["secret", "s" * 31, "secret\nof more than thirty-two letters"])
def test_a_short_key_is_refused_without_repeating_it(text: str) -> None:
    assert sentence({"FORMSPEC_SECRET_KEY": text}) == (
        "FORMSPEC_SECRET_KEY cannot be used: set it to 32 characters or more that nobody can guess, or leave it out, "
        "and one is made and kept in the data folder."
    )


def test_settings_know_no_library_of_databases_or_pages() -> None:
    script = "import sys, webapp.settings; print(sorted({'sqlalchemy', 'flask', 'alembic'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
