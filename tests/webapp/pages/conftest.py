"""A third spec, written for these tests alone, answers to every form, and people who visit the application."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

import formspec
from engine.compile import compile_form
from engine.example import example_entries
from formspec.loader import load
from tests.webapp.pages.visitor import Visitor
from webapp.application import close, create_app
from webapp.pages.desk import EXTENSION
from webapp.settings import Settings
from webapp.storage.repository import Repository

SPECS = Path(formspec.__file__).parent / "specs"
THIRD_SPEC = """\
formspec: 1
form: trip-check
version: 1
title: Trip check
intro: Complete this before every trip.
about: {register: trips, question: trip.place}
completed-by: {question: trip.signed}
questions-label: What to look at
columns:
  - id: state
    role: answer
    label: State
    kind: choice
    required: true
    options: [{value: good, label: Good}, {value: poor, label: Poor, hint: Say why beside it}]
  - {id: note, label: Note, kind: text, max-length: 40}
sections:
  - id: trip
    title: The trip
    text: Answer all of this before you leave.
    columns: []
    questions:
      - {id: place, label: "Where are you going?", name: the place, kind: text, required: true}
      - {id: why, label: "Why are you going?", kind: long-text, could-not-find-out: true}
      - {id: day, label: "Which day?", name: the day, kind: date, required: true}
      - {id: leave, label: "When do you leave?", name: the time of leaving, kind: date-time}
      - {id: first-aid, label: "Is there a first aider?", kind: yes-no, required: true}
      - id: by
        label: How do you travel?
        kind: choice
        options: [{value: coach, label: Coach}, {value: foot, label: On foot}]
      - id: bring
        label: What do you bring?
        kind: choices
        required: true
        options: [{value: food, label: Food}, {value: water, label: Water}, {value: kit, label: First aid kit}]
      - {id: where, label: "What is the address?", kind: address}
      - id: signed
        label: Sign here
        name: your signature
        kind: signature
        declaration: I have checked all of this.
        required: true
  - id: coach
    title: The coach
    questions:
      - id: belts
        label: Seat belts
        evidence:
          - {id: looked, text: Look at each seat}
      - id: tyres
        label: Tyres
  - id: more
    title: Anything else
    columns: []
    questions:
      - {id: else, label: "Anything else?", kind: long-text}
"""
THIRD_ANSWERS = {
    "trip": {
        "trip.place": "Ironbridge",
        "trip.why": "To see the bridge",
        "trip.day.day": "3",
        "trip.day.month": "12",
        "trip.day.year": "2026",
        "trip.leave.day": "3",
        "trip.leave.month": "12",
        "trip.leave.year": "2026",
        "trip.leave.time": "09:15",
        "trip.first-aid": "yes",
        "trip.by": "coach",
        "trip.bring.food": "yes",
        "trip.bring.kit": "yes",
        "trip.where.line-1": "The Wharfage",
        "trip.where.town": "Telford",
        "trip.where.postcode": "TF8 7NH",
        "trip.signed.name": "Pat Jones",
        "trip.signed.declared": "yes",
    },
    "coach": {
        "coach.belts.evidence.looked": "seen",
        "coach.belts.state": "good",
        "coach.tyres.state": "poor",
        "coach.tyres.note": "Two are worn",
    },
    "more": {},
}


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A folder of published specs beside the product's own, with a third form in it."""
    folder = tmp_path / "specs" / "trip-check"
    folder.mkdir(parents=True)
    (folder / "1.yaml").write_text(THIRD_SPEC, encoding="utf-8")
    return tmp_path / "specs"


@pytest.fixture
def home_visit(specs: Path) -> str:
    """The title of a form that says everything that pages must show."""
    folder = specs / "home-visit"
    folder.mkdir()
    shutil.copy(Path(__file__).with_name("home-visit.yaml"), folder / "1.yaml")
    return "Home visit"


@pytest.fixture
def settings(data_folder: Path, specs: Path) -> Settings:
    return Settings.from_environment({"FORMSPEC_DATA": str(data_folder), "FORMSPEC_SPECS": str(specs)})


@pytest.fixture
def application(settings: Settings) -> Iterator[Flask]:
    made = create_app(settings)
    yield made
    close(made)


@pytest.fixture
def repository(application: Flask) -> Repository:
    """What the application keeps."""
    return application.extensions[EXTENSION].repository


@pytest.fixture
def visitor(application: Flask) -> Visitor:
    return Visitor(application.test_client())


@pytest.fixture
def colleague(application: Flask) -> Visitor:
    """Somebody else at another computer, on the same application."""
    return Visitor(application.test_client())


@pytest.fixture
def just_before(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Return what lets something happen once between the moment a draft is read and the moment it is saved."""

    def let(happen: Callable[[], object]) -> None:
        left = [happen]

        def after_it(save: Callable[..., object]) -> Callable[..., object]:
            def saved(self: Repository, *args: object, **given: object) -> object:
                while left:
                    left.pop()()
                return save(self, *args, **given)

            return saved

        for name in ("save", "save_once"):
            monkeypatch.setattr(Repository, name, after_it(getattr(Repository, name)))

    return let


def complete(path: Path) -> dict[str, dict[str, str]]:
    """Return an answer to everything that a spec asks, by section."""
    form = compile_form(load(path.read_bytes()).spec)
    entries = example_entries(form)
    return {part.section.id: {name: entries[name] for name in part.names if name in entries} for part in form.sections}


@pytest.fixture
def audit_answers() -> dict[str, dict[str, str]]:
    return complete(SPECS / "ap-audit" / "1.yaml")


@pytest.fixture
def letter_answers() -> dict[str, dict[str, str]]:
    return complete(SPECS / "provider-letter" / "1.yaml")


@pytest.fixture
def third_answers() -> dict[str, dict[str, str]]:
    return THIRD_ANSWERS
