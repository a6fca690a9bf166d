"""From nodes to the model, leniently: what is missing or misshapen is left empty, so that the rules can still look.

Here lives the construction of every part of the model, and the filling in of columns from form to section to question.
Nothing here reports; `formspec.shape` and the rules do.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from formspec.grammar import LEVELS
from formspec.model import (
    About,
    Column,
    CompletedBy,
    Letter,
    Option,
    Policy,
    PolicyDate,
    Prompt,
    Question,
    Retired,
    Section,
    Spec,
)
from formspec.nodes import Listing, Mapping, Node, Text
from formspec.policy_date import policy_date
from formspec.shape import is_number
from formspec.written import Written

_ANSWER_KEYS = tuple(
    name for name in LEVELS["question"].keys if name in LEVELS["column"].keys and name not in {"id", "label", "hint"}
)
Built = TypeVar("Built")


def build(root: Mapping, sha256: str) -> Written:
    """Return the model of a spec, with the places of its parts."""
    return _Builder(root).written(sha256)


class _Builder:
    """Builds one spec, and remembers the mapping of each part."""

    def __init__(self, root: Mapping) -> None:
        self._root = root
        self._mappings: dict[int, Mapping] = {}
        self._columns: tuple[Column, ...] = ()

    def written(self, sha256: str) -> Written:
        root = self._root
        self._columns = self._many(root, "columns", self._column)
        spec = Spec(
            form=text(root, "form"),
            version=number(root, "version") or 0,
            title=text(root, "title"),
            subtitle=text(root, "subtitle"),
            intro=text(root, "intro"),
            policy=self._one(root, "policy", self._policy),
            about=self._one(root, "about", self._about),
            completed_by=self._one(root, "completed-by", self._completed_by),
            letter=self._one(root, "letter", self._letter),
            questions_label=text(root, "questions-label") or "Questions",
            columns=self._columns,
            sections=self._many(root, "sections", self._section),
            retired=tuple(Retired(address=each.text, place=each.place) for each in texts(root, "retired")),
            sha256=sha256,
        )
        self._mappings[id(spec)] = root
        return Written(spec, root, self._mappings)

    def _keep(self, part: Built, mapping: Mapping) -> Built:
        self._mappings[id(part)] = mapping
        return part

    def _one(self, mapping: Mapping, key: str, make: Callable[[Mapping], Built]) -> Built | None:
        value = mapping.get(key)
        return self._keep(make(value), value) if isinstance(value, Mapping) else None

    def _many(self, mapping: Mapping, key: str, make: Callable[[Mapping], Built]) -> tuple[Built, ...]:
        value = mapping.get(key)
        if not isinstance(value, Listing):
            return ()
        return tuple(self._keep(make(each), each) for each in value.nodes if isinstance(each, Mapping))

    def _policy(self, mapping: Mapping) -> Policy:
        return Policy(
            title=text(mapping, "title"),
            part=text(mapping, "part"),
            organisation=text(mapping, "organisation"),
            approved=_date(mapping, "approved"),
            approved_by=text(mapping, "approved-by"),
            review=_date(mapping, "review"),
            place=mapping.place,
        )

    def _about(self, mapping: Mapping) -> About:
        return About(register=text(mapping, "register"), question=text(mapping, "question"), place=mapping.place)

    def _completed_by(self, mapping: Mapping) -> CompletedBy:
        return CompletedBy(question=text(mapping, "question"), place=mapping.place)

    def _letter(self, mapping: Mapping) -> Letter:
        return Letter(
            salutation=text(mapping, "salutation"),
            body=text(mapping, "body"),
            sign_off=text(mapping, "sign-off"),
            signatory=text(mapping, "signatory"),
            place=mapping.place,
        )

    def _section(self, mapping: Mapping) -> Section:
        columns = self._overriding(mapping, self._columns)
        return Section(
            id=text(mapping, "id"),
            title=text(mapping, "title"),
            text=text(mapping, "text"),
            columns=columns,
            questions=self._many(mapping, "questions", lambda each: self._question(each, columns)),
            place=mapping.place,
        )

    def _overriding(self, mapping: Mapping, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        return self._many(mapping, "columns", self._column) if "columns" in mapping.index else columns

    def _question(self, mapping: Mapping, columns: tuple[Column, ...]) -> Question:
        own = self._overriding(mapping, columns)
        return Question(
            id=text(mapping, "id"),
            label=text(mapping, "label"),
            hint=text(mapping, "hint"),
            points=tuple(each.text for each in texts(mapping, "points")),
            evidence=self._many(mapping, "evidence", self._prompt),
            columns=self._answered(mapping, own) if own else (self._keep(self._answer(mapping, id=""), mapping),),
            place=mapping.place,
        )

    def _answered(self, mapping: Mapping, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return the columns, the answer's with what the question itself says of it."""
        said = [key for key in _ANSWER_KEYS if key in mapping.index]
        at = next((number for number, column in enumerate(columns) if column.role == "answer"), None)
        if not said or at is None:
            return columns
        changed = self._keep(self._changed(mapping, columns[at], said), mapping)
        return (*columns[:at], changed, *columns[at + 1 :])

    def _changed(self, mapping: Mapping, column: Column, said: list[str]) -> Column:
        own = self._answer(mapping, id=column.id)
        if "kind" in said:
            column = replace(
                column, options=(), max_length=None, declaration="", name_label="", errors=(), kind=own.kind
            )
        changes = {_attribute(key): getattr(own, _attribute(key)) for key in said}
        return replace(column, **changes, place=mapping.place)

    def _column(self, mapping: Mapping) -> Column:
        column = self._answer(mapping, id=text(mapping, "id"))
        return replace(column, label=text(mapping, "label"), hint=text(mapping, "hint"))

    def _answer(self, mapping: Mapping, *, id: str) -> Column:  # noqa: A002 (the column's own word)
        return Column(
            id=id,
            kind=text(mapping, "kind"),
            name=text(mapping, "name"),
            role=text(mapping, "role"),
            required=text(mapping, "required") == "true",
            could_not_find_out=text(mapping, "could-not-find-out") == "true",
            errors=_wordings(mapping, "errors"),
            options=self._many(mapping, "options", self._option),
            max_length=number(mapping, "max-length"),
            declaration=text(mapping, "declaration"),
            name_label=text(mapping, "name-label"),
            place=mapping.place,
        )

    def _prompt(self, mapping: Mapping) -> Prompt:
        return Prompt(
            id=text(mapping, "id"),
            text=text(mapping, "text"),
            prompts=self._many(mapping, "prompts", self._prompt),
            place=mapping.place,
        )

    def _option(self, mapping: Mapping) -> Option:
        return Option(
            value=text(mapping, "value"),
            label=text(mapping, "label"),
            hint=text(mapping, "hint"),
            place=mapping.place,
        )


def text(mapping: Mapping, key: str) -> str:
    """Return the text behind a key, without blanks around it; "" when there is none."""
    value = mapping.get(key)
    return value.text.strip() if isinstance(value, Text) else ""


def number(mapping: Mapping, key: str) -> int | None:
    """Return the whole number behind a key, or None when there is none."""
    written = text(mapping, key)
    return int(written) if is_number(written) else None


def texts(mapping: Mapping, key: str) -> list[Text]:
    """Return the texts of the list behind a key."""
    value: Node | None = mapping.get(key)
    return [each for each in value.nodes if isinstance(each, Text)] if isinstance(value, Listing) else []


def _wordings(mapping: Mapping, key: str) -> tuple[tuple[str, str], ...]:
    value = mapping.get(key)
    if not isinstance(value, Mapping):
        return ()
    return tuple((each.key.text, each.value.text) for each in value.entries if isinstance(each.value, Text))


def _date(mapping: Mapping, key: str) -> PolicyDate | None:
    return policy_date(text(mapping, key))


def _attribute(key: str) -> str:
    return key.replace("-", "_")
