"""The forms of the gallery, filled in on their pages: answers from the cases beside each form, by input name.

Here lives the way from a case to what is typed, row by row, and a person who types it: with scripts the page follows,
without them a save shows what is asked next.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from playwright.sync_api import Locator, Page

from engine.compile import compile_form
from engine.document import entries_of
from engine.form import Form
from engine.rows import ROW
from engine.stored_file import read_files
from formspec.loader import load
from tests.browser.walk import Shown
from tests.pictures import photo

GALLERY = Path(__file__).parents[1] / "gallery"
FORMS = sorted(path.stem for path in GALLERY.glob("*.yaml") if "." not in path.stem)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)
JPEG = photo()
CONTENTS = {"image/png": PNG, "image/jpeg": JPEG, "application/pdf": b"%PDF-1.4\n%%EOF\n"}
Sections = dict[str, dict[str, str]]


def specs_in(folder: Path, *names: str) -> Path:
    """Put forms of the gallery into a folder of published specs, and return it."""
    for name in names or FORMS:
        (folder / name).mkdir(parents=True)
        shutil.copy(GALLERY / f"{name}.yaml", folder / name / "1.yaml")
    return folder


@cache
def form_of(name: str) -> Form:
    spec = load((GALLERY / f"{name}.yaml").read_bytes()).spec
    assert spec is not None
    return compile_form(spec)


def title_of(name: str) -> str:
    return form_of(name).spec.title


def case(name: str, named: str, days: Mapping[str, date] = MappingProxyType({})) -> Sections:
    """Return what a case enters in each section, in the form's order; `days` are for dates that must be about today."""
    given = json.loads((GALLERY / name / f"{named}.json").read_text("utf-8"))
    entries, refused = entries_of(form_of(name), given["answers"])
    assert refused == ()
    for address, day in days.items():
        entries |= on_day(address, day)
    form = form_of(name).of(entries)
    places = {each: at for at, each in enumerate(name for part in form.sections for name in part.names)}
    found: Sections = {part.section.id: {} for part in form.sections}
    for each in sorted(entries, key=lambda each: _place(each, places)):
        found[each.partition(".")[0]][each] = entries[each]
    return found


def on_day(address: str, day: date) -> dict[str, str]:
    return {f"{address}.day": str(day.day), f"{address}.month": str(day.month), f"{address}.year": str(day.year)}


def _place(name: str, places: Mapping[str, int]) -> tuple[int, int]:
    """Return where an entry stands: a row right before the first answer in it."""
    if name in places and not any(each.startswith(f"{name}.") for each in places):
        return places[name], 1
    return min(at for each, at in places.items() if each.startswith(f"{name}.") or each == name), 0


def answer_rows(page: Page, entries: Mapping[str, str]) -> dict[str, str]:
    """Enter answers into the section that is open, adding rows; return the address on the page of each row."""
    rows: dict[str, str] = {}
    for name, text in entries.items():
        here = _on_page(name, rows)
        if text == ROW and name not in rows and page.locator(f'[name="{here}"][type="hidden"]').count() == 0:
            rows[name] = _add_row(page, here.rpartition(".")[0])
        elif text != ROW and text:
            _enter(page, here, text)
    return rows


def _on_page(name: str, rows: Mapping[str, str]) -> str:
    known = max((row for row in rows if name.startswith(f"{row}.")), key=len, default="")
    return rows[known] + name[len(known) :] if known else name


def _add_row(page: Page, group: str) -> str:
    before = set(row_addresses(page, group))
    button = page.locator(f'button[data-add="{group}"]')
    shown(page, button)
    button.click()
    page.wait_for_function(
        "([group, n]) => document.querySelectorAll(`[data-rowof='${group}']`).length > n", arg=[group, len(before)]
    )
    return next(each for each in row_addresses(page, group) if each not in before)


def row_addresses(page: Page, group: str) -> list[str]:
    """Return the addresses of a group's rows, in their order on the page."""
    found: list[str] = page.locator(f'[data-rowof="{group}"]').evaluate_all("each => each.map((one) => one.id)")
    return found


def _enter(page: Page, name: str, text: str) -> None:
    field = page.locator(f'[name="{name}"]')
    kind = field.first.get_attribute("type")
    if kind == "file":
        shown(page, field)
        field.set_input_files(list(_files(text)))
        return
    if kind in {"checkbox", "radio"}:
        box = page.locator(f'[name="{name}"][value="{text}"]')
        shown(page, box)
        box.check()
        return
    if name.endswith(".could-not-find-out") and not field.is_visible():
        field.locator("xpath=ancestor::details/summary").click()
    shown(page, field)
    field.fill(text)


def shown(page: Page, field: Locator) -> None:
    """Wait for a field to be asked for; where no script shows it, save and come back."""
    if page.evaluate("!document.querySelector('[data-told]')") and not field.is_visible():
        section = page.url.partition("?")[0].partition("#")[0]
        press(page, "Save and continue")
        page.goto(section)
    field.wait_for(state="visible")


def _files(text: str) -> Iterator[dict[str, object]]:
    for number, each in enumerate(read_files(text) or ()):
        content = CONTENTS[each.type] + b"\n" * number
        yield {"name": each.name, "mimeType": each.type, "buffer": content}


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page, and wait until all of that page is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def start(page: Page, address: str, name: str) -> str:
    """Start a form of the gallery; return the address of its list of sections."""
    page.goto(f"{address}/forms/{name}")
    press(page, "Start now")
    return page.url


def fill(page: Page, tasks: str, answers: Sections, shown: Shown = lambda *_: None) -> None:
    """Answer the sections that can be answered now; `shown` is called with each as it stands before it is saved."""
    for section, entries in answers.items():
        page.goto(f"{tasks}/sections/{section}")
        if entries and page.locator("form[data-typing]").count():
            answer_rows(page, entries)
            shown(f"section {section}", page)
            press(page, "Save and continue")
            assert not page.locator(".error-summary").count(), page.locator(".error-summary").inner_text()


def finish(page: Page, tasks: str, answers: Sections, shown: Shown = lambda *_: None) -> None:
    """Check the answers, say why where a warning asks for it, complete each part in its turn, and submit."""
    while True:
        page.goto(f"{tasks}/check")
        reasons = page.locator('textarea[name*="checks."]')
        if reasons.count():
            shown("check with warnings", page)
            for each in reasons.all():
                each.fill("It is so, and we have looked at it again.")
            press(page, "Save the reasons")
        shown("check", page)
        if not page.get_by_role("button", name="Complete this part").count():
            break
        press(page, "Complete this part")
        shown("list of sections, one part done", page)
        fill(page, tasks, answers, shown)
    press(page, "Submit")
