"""The least work that answers the same request: what any engine can be measured against.

The page is cut by hand into constants and value holes; the check is written out for this one form. Neither is generic,
neither could be used for another form: they are the floor under the engine, not a way to write one.
"""

import re
from collections.abc import Mapping

import yaml
from markupsafe import escape

_TIME = re.compile(r"\d{1,2}:\d{2}")


def read(text: bytes) -> dict:
    """Read the spec with the fastest loader there is, without any check."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


class FloorPage:
    """The audit's page as constants and holes."""

    def __init__(self, spec: dict) -> None:
        self.texts: list[str] = []
        self.holes: dict[str, int] = {}
        self.errors: dict[str, int] = {}
        run = [f"<!doctype html><title>{escape(spec['title'])}</title><form method=post>"]
        for section in spec["sections"]:
            run.append(f"<h2>{escape(section['title'])}</h2><table>")
            for question in section["questions"]:
                prompts = "".join(f"<p>{escape(each['text'])}</p>" for each in question.get("evidence", ()))
                run.append(f"<tr><th>{escape(question['label'])}</th><td>{prompts}")
                for column in spec["columns"] if section.get("columns") is None else ({"id": "", "label": ""},):
                    name = f"{section['id']}.{question['id']}" + (f".{column['id']}" if column["id"] else "")
                    run.append(f"<label for='{name}'>{escape(column['label'])}</label>")
                    self._hole(run, self.errors, name)
                    run.append(f"<textarea id='{name}' name='{name}' rows=3>\n")
                    self._hole(run, self.holes, name)
                    run.append("</textarea>")
                run.append("</td></tr>")
            run.append("</table>")
        self.texts.append("".join(run) + "</form>")

    def _hole(self, run: list[str], at: dict[str, int], name: str) -> None:
        self.texts += ["".join(run), ""]
        at[name] = len(self.texts) - 1
        run.clear()

    def render(self, entries: Mapping[str, str], errors: Mapping[str, str]) -> str:
        """Return the page with values and errors."""
        texts = self.texts.copy()
        for name, at in self.holes.items():
            if text := entries.get(name):
                texts[at] = str(escape(text))
        for name, message in errors.items():
            texts[self.errors[name]] = f"<p class=error>{escape(message)}</p>"
        return "".join(texts)


class FloorCheck:
    """The audit's check, written out: lengths, required answers, the date, the two answers of the decision."""

    def __init__(self, spec: dict) -> None:
        self.rows = [
            f"{section['id']}.{question['id']}"
            for section in spec["sections"]
            if section.get("columns") is None
            for question in section["questions"]
        ]
        self.names = {f"{row}.{column}" for row in self.rows for column in ("answer", "concerns", "action")}

    def __call__(self, entries: Mapping[str, str]) -> dict[str, str]:  # noqa: C901 (written out on purpose)
        """Return the messages by name."""
        errors: dict[str, str] = {}
        entry = entries.get
        for name in ("details.provider", "details.completed-by", "decision.reasons"):
            text = entry(name)
            if not text or text.isspace():
                errors[name] = "Enter an answer"
            elif len(text) > 5000:
                errors[name] = "Too long"
        for part in ("day", "month", "year"):
            if not (entry(f"details.visited.{part}") or "").isdigit():
                errors["details.visited"] = "Enter a real date"
        if not _TIME.fullmatch(entry("details.visited.time") or ""):
            errors["details.visited"] = "Enter a real time"
        for row in self.rows:
            text = entry(f"{row}.answer")
            if not text or text.isspace():
                errors[f"{row}.answer"] = "Enter an answer"
            elif len(text) > 5000:
                errors[f"{row}.answer"] = "Too long"
            for column in ("concerns", "action"):
                text = entry(f"{row}.{column}")
                if text and len(text) > 5000:
                    errors[f"{row}.{column}"] = "Too long"
        if entry("decision.suitable") not in {"yes", "no"}:
            errors["decision.suitable"] = "Select an answer"
        return errors
