"""Texts that try to be more than text, made of the parts in payloads.toml, and where they are typed.

Here lives the making of them, and of an application in which one stands in every place that a text can be typed into:
the words of a form, its answers, the name of a file, and the text of its next version.
"""

import re
import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tests.webapp.pages.test_editor_text import text_of
from tests.webapp.pages.test_hostile_text import FAMILY, LANGUAGE, typed
from tests.webapp.pages.visitor import Page, Visitor

PARTS = tomllib.loads(Path(__file__).with_name("payloads.toml").read_text("utf-8"))
SPEC = Path(__file__).parents[1] / "webapp" / "pages" / "home-visit.yaml"
RUN, AWAY = "alert(1)", "//elsewhere.example/x"
_DISGUISES = {
    "plain": lambda text: text,
    "odd": lambda text: re.sub(r"<\w+|\bon\w+(?==)", lambda found: found[0].swapcase(), text).replace(" ", "\t"),
    "coded": lambda text: text.replace("<", "&lt;").replace(">", "&#x3e;").replace('"', "%22").replace("'", "&#39;"),
}
PAYLOADS = tuple(
    breakout + _DISGUISES[disguise](act.replace("RUN", RUN).replace("AWAY", AWAY))
    for breakout, act, disguise in product(PARTS["breakouts"], PARTS["acts"], PARTS["disguises"])
)


@dataclass(frozen=True)
class Placed:
    """The pages on which a text stands that was typed wherever one can be, and those on which it is typed."""

    pages: tuple[str, ...]
    typing: str
    editing: str


def write_form(folder: Path, form: str, text: str) -> None:
    """Publish a form whose words all have a text in them."""
    said = SPEC.read_text("utf-8").replace("form: home-visit", f"form: {form}")
    for words in ("Home visit", *LANGUAGE):
        for written in (words, f'"{words}"'):
            said = re.sub(rf": {re.escape(written)}(?=[,}}\n])", lambda _, own=words: f": {_quoted(own, text)}", said)
    (folder / form).mkdir(parents=True)
    (folder / form / "1.yaml").write_text(said, "utf-8")


def place(visitor: Visitor, form: str, text: str) -> Placed:
    """Type a text wherever one can be typed about a form, and return where it is shown then."""
    files = {"home.papers": [(f"{text}.txt".replace("/", "-").replace('"', "%22"), b"Dear Sir")]}
    texts = typed(text, **files)
    answers = {section: {**entries, **texts.get(section, {})} for section, entries in FAMILY.items()}
    draft = _draft(visitor, form, answers)
    check = _draft(visitor, form, answers)
    reasons = {"people.members.1.age.checks.old": text}
    visitor.get(f"{check}/check").press("Save the reasons", reasons).press("Complete this part")
    visitor.fill(visitor.get(check), {"reply": answers["reply"]}).press("Submit")
    spec_draft = _spec_draft(visitor, form, text)
    record = check.replace("/drafts/", "/records/")
    return Placed(
        pages=(
            *(f"{draft}{each}" for each in ("", "/check", "/discard", *(f"/sections/{name}" for name in answers))),
            *(f"{record}{each}" for each in ("", "/receipt")),
            *(f"/records?form={form}", "/records", "/", f"/forms/{form}", f"/forms/{form}/1/blank", "/desk"),
            *(f"/desk/{form}{each}" for each in ("", "/1/report", "/1/coverage", "/1/use")),
            *(
                f"{spec_draft}{each}"
                for each in ("/outline", "/preview", "/messages", "/changes", "/history", "/trials")
            ),
            *(f"{spec_draft}{each}" for each in ("/preview/section", "/preview/blank", "/publish", "/touched")),
        ),
        typing=f"{draft}/sections/home",
        editing=spec_draft,
    )


def _draft(visitor: Visitor, form: str, answers) -> str:
    page = next(each for each in visitor.get(f"/forms/{form}").forms if each.action.endswith("/drafts"))
    tasks = visitor.send(visitor.get(f"/forms/{form}"), page, {})
    return visitor.fill(tasks, {each: answers[each] for each in ("home", "people", "level")}) and tasks.path


def _spec_draft(visitor: Visitor, form: str, text: str) -> str:
    """Begin the next version of a form, and write a mistake with a text in it, whose message repeats it."""
    page: Page = visitor.get("/desk/spec_drafts/new")
    page = page.press("Continue", {"writer": text}) if "Who is writing?" in page.title else page
    page = page.press("Write the next version", {"form": form})
    mistake = f"{_quoted('', text)}: x\n"
    wrong = page.press("Save", {"text": text_of(page) + mistake})
    assert wrong.status == 200
    return page.path


def _quoted(words: str, text: str) -> str:
    return "'" + f"{words} {text}".strip().replace("'", "''").replace("\t", " ") + "'"
