"""The engine's scripts in a real browser, without a server: a page that holds nothing else, at an address of its own.

Here lives the giving out of files to such a page, and the evaluation of many cases in one go.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

import webapp
from engine.script import script_names, script_text

_STATIC = Path(webapp.__file__).parent / "static"
HOST = "http://scripts.test"
_EVALUATE = """async (cases) => {
  const { evaluate, plain } = await import("/rules.js");
  const { shown } = await import("/shown.js");
  return cases.map(({ program, entries, today }) => {
    const state = evaluate(program, entries, today);
    const words = [...state.answers.keys()].map((name) => [name, shown(name, state)]);
    return { ...plain(state), shown: Object.fromEntries(words.filter(([, text]) => text)) };
  });
}"""

_ANSWERED = """async (cases) => {
  const { answered } = await import("/answered.js");
  return cases.map(({ program, entries, today }) => answered(program, entries, today));
}"""

_LEFT = """async (cases) => {
  const { left } = await import("/left.js");
  const { glanceOf, leftIn, missingIn, stateOf } = await import("/left-words.js");
  return cases.map(({ program, entries, today, concerns }) => {
    const come = left(program, entries, today);
    const states = come.sections.filter(({ asked }) => asked).map(
      (each) => ({ id: each.id, ...stateOf({ ...each, fillable: true }) }),
    );
    return { missing: missingIn(come), left: leftIn(come), glance: glanceOf(come, concerns), states };
  });
}"""

_TAKING = """async (cases) => {
  const { questionsTaking } = await import("/filing.js");
  return cases.map(({ program, entries, today }) => questionsTaking(program, entries, today));
}"""

_PLACES = """async (cases) => {
  const { placesIn } = await import("/filing.js");
  return cases.map(({ program, entries, today }) => Object.fromEntries(placesIn(program, entries, today)));
}"""

_FILED = """async (cases) => {
  const { joined, without } = await import("/filing.js");
  return cases.map(([kind, stands, words]) => [joined(kind, stands, words), without(kind, stands, words)]);
}"""

_ASK = """async ([cases, ...programs]) => {
  const withProgram = (each) => ({ ...each, program: JSON.parse(programs[each.program]) });
  const whole = JSON.parse(cases).map((each) => Array.isArray(each) ? each : withProgram(each));
  return JSON.stringify(await (SCRIPT)(whole));
}"""


def open_scripts(page: Page) -> Page:
    """Open an empty page that can import every script by its name."""
    page.route(f"{HOST}/**", _give)
    page.goto(f"{HOST}/")
    return page


def evaluate_all(page: Page, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the script says of each case: a program, the entries and the day."""
    found: list[dict[str, Any]] = _asked(page, _EVALUATE, cases)
    return found


def answered_all(page: Page, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what stands in each case, as the script would show it."""
    found: list[dict[str, Any]] = _asked(page, _ANSWERED, cases)
    return found


def left_all(page: Page, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a device says of how far each case has come."""
    found: list[dict[str, Any]] = _asked(page, _LEFT, cases)
    return found


def taking_all(page: Page, cases: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the questions of each case that take the words of a note, as the script finds them."""
    found: list[list[dict[str, Any]]] = _asked(page, _TAKING, cases)
    return found


def places_all(page: Page, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, dict[str, Any]]]:
    """Return the answers of each case that a note may be filed under, asked or not, as the script finds them."""
    found: list[dict[str, dict[str, Any]]] = _asked(page, _PLACES, cases)
    return found


def filed_all(page: Page, cases: Sequence[tuple[str, str, str]]) -> list[list[str | None]]:
    """Return of each kind of answer, what stands in it and a note: it with the note, and without it."""
    found: list[list[str | None]] = _asked(page, _FILED, cases)
    return found


def _asked(page: Page, script: str, cases: Sequence[Any]) -> Any:
    """Call a script with cases.

    They go there and back as texts, and a program once for all of its cases: a driver takes a minute for a few cases of
    a long form otherwise.
    """
    programs: dict[str, int] = {}
    thin = [_without_program(case, programs) if isinstance(case, Mapping) else case for case in cases]
    return json.loads(page.evaluate(_ASK.replace("SCRIPT", script), [json.dumps(thin), *programs]))


def _without_program(case: Mapping[str, Any], programs: dict[str, int]) -> dict[str, Any]:
    text = json.dumps(case["program"])
    return {**case, "program": programs.setdefault(text, len(programs))}


def _give(route: Route) -> None:
    name = route.request.url.removeprefix(f"{HOST}/")
    if name in script_names():
        route.fulfill(body=script_text(name), content_type="text/javascript")
    elif name.endswith(".js"):
        route.fulfill(body=(_STATIC / name).read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>Scripts</title>", content_type="text/html")
