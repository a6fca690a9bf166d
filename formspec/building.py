"""From nodes to the model, leniently: what is missing or misshapen is left empty, so that the rules can still look.

Here lives the construction of every part of the model, and the filling in of columns from form to section to question.
Nothing here reports; `formspec.shape` and the rules do.
"""

from collections.abc import Callable
from typing import TypeVar

from formspec import head_building as head
from formspec.addresses import placed
from formspec.grammar import LEVELS
from formspec.kinds import SETTINGS
from formspec.logic import Condition
from formspec.logic_building import LogicBuilder
from formspec.model import (
    Column,
    Group,
    Option,
    OptionList,
    Prompt,
    Question,
    Retired,
    Section,
    Spec,
    Worded,
)
from formspec.nodes import Entry, Listing, Mapping, Place, Text
from formspec.reading import all_texts, decimal, either, number, one_or_more, text, text_nodes, texts, truth, wordings
from formspec.records import ORDINARY
from formspec.written import Written

_APART = frozenset({"id", "label", "hint", "when", "checks", "was"})
ANSWER_KEYS = frozenset(LEVELS["question"].keys.keys() & LEVELS["column"].keys.keys() - _APART)
"""The keys that say what an answer is: on a question with columns, of its column with the role answer."""
_OF_A_KIND = frozenset({"errors", *SETTINGS})
_UNREAD = Column(id="", kind="", role="answer")
"""Stands in for columns that cannot be read, so that their fault is not told again at every question."""
MOST_ROWS_UNSAID = 20
"""The most rows of a group that does not say."""
Built = TypeVar("Built")


def build(root: Mapping, sha256: str) -> Written:
    """Return the model of a spec, with the places of its parts."""
    return _Builder(root).written(sha256)


class _Builder:
    """Builds one spec, and remembers the mapping of each part and the parts of each sort."""

    def __init__(self, root: Mapping) -> None:
        self._root = root
        self._mappings: dict[int, Mapping] = {}
        self._declared: tuple[Column, ...] = ()
        self._lists: tuple[OptionList, ...] = ()
        self._logic = LogicBuilder(self._keep)
        self._columns: list[Column] = []
        self._options: list[Option] = []
        self._offered: dict[int, tuple[Option, ...]] = {}
        self._prompts: list[Prompt] = []

    def written(self, sha256: str) -> Written:
        """Return the whole spec."""
        spec = self._spec(self._root, sha256)
        self._mappings[id(spec)] = self._root
        return Written(
            spec=spec,
            root=self._root,
            mappings=self._mappings,
            placed=tuple(placed(spec)),
            columns=tuple(self._columns),
            options=tuple(self._options),
            prompts=tuple(self._prompts),
            texts=tuple(all_texts(self._root)),
        )

    def _spec(self, root: Mapping, sha256: str) -> Spec:
        self._lists = self._many(root, "lists", self._list)
        self._declared = self._overriding(root, ())
        return Spec(
            form=text(root, "form"),
            version=number(root, "version") or 0,
            title=text(root, "title"),
            subtitle=text(root, "subtitle"),
            intro=text(root, "intro"),
            policy=self._one(root, "policy", head.policy),
            about=self._one(root, "about", head.about),
            completed_by=self._one(root, "completed-by", head.completed_by),
            letter=self._one(root, "letter", head.letter),
            access=text(root, "access") or ORDINARY,
            child_data=truth(root, "child-data"),
            attachments=either(root, "attachments"),
            retention=self._one(root, "retention", head.retention),
            questions_label=text(root, "questions-label") or "Questions",
            numbering=text(root, "numbering"),
            parts=self._many(root, "parts", head.part),
            lists=self._lists,
            columns=self._declared,
            sections=self._many(root, "sections", self._section),
            checks=self._logic.checks(root),
            outcomes=self._logic.outcomes(root),
            standards=self._many(root, "standards", head.standard),
            retired=tuple(Retired(address=each.text.strip(), place=each.place) for each in text_nodes(root, "retired")),
            sha256=sha256,
        )

    def _keep(self, part: Built, mapping: Mapping) -> Built:
        self._mappings[id(part)] = mapping
        return part

    def _one(self, mapping: Mapping, key: str, make: Callable[[Mapping], Built]) -> Built | None:
        value = mapping.get(key)
        return self._keep(make(value), value) if isinstance(value, Mapping) else None

    def _many(self, mapping: Mapping, key: str, make: Callable[[Mapping], Built]) -> tuple[Built, ...]:
        value = mapping.index.get(key)
        if not isinstance(value, Listing):
            return ()
        return tuple([self._keep(make(each), each) for each in value.nodes if isinstance(each, Mapping)])

    def _list(self, mapping: Mapping) -> OptionList:
        options = self._many(mapping, "options", self._option)
        return OptionList(id=text(mapping, "id"), options=options, place=mapping.place)

    def _section(self, mapping: Mapping) -> Section:
        columns = self._overriding(mapping, self._declared)
        return Section(
            id=text(mapping, "id"),
            title=text(mapping, "title"),
            text=text(mapping, "text"),
            number=text(mapping, "number"),
            when=self._logic.condition_at(mapping, "when"),
            part=text(mapping, "part"),
            columns=columns,
            questions=self._many(mapping, "questions", lambda each: self._question(each, columns)),
            was=one_or_more(mapping, "was"),
            meets=texts(mapping, "meets"),
            place=mapping.place,
        )

    def _overriding(self, mapping: Mapping, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return the columns that stand here, or else the ones from above."""
        value = mapping.get("columns")
        if value is None:
            return columns
        own = self._many(mapping, "columns", self._column)
        return own if own or (isinstance(value, Listing) and not value.nodes) else (_UNREAD,)

    def _question(self, mapping: Mapping, columns: tuple[Column, ...]) -> Question:
        own = self._overriding(mapping, columns)
        group = self._group(mapping, own) if "questions" in mapping.index else None
        return Question(
            id=text(mapping, "id"),
            label=text(mapping, "label"),
            hint=text(mapping, "hint"),
            number=text(mapping, "number"),
            when=self._logic.condition_at(mapping, "when"),
            checks=self._logic.checks(mapping),
            points=texts(mapping, "points"),
            evidence=self._many(mapping, "evidence", self._prompt),
            attachments=either(mapping, "attachments"),
            group=group,
            columns=() if group else self._columns_of(mapping, own),
            was=one_or_more(mapping, "was"),
            meets=texts(mapping, "meets"),
            place=mapping.place,
        )

    def _group(self, mapping: Mapping, columns: tuple[Column, ...]) -> Group:
        rows = mapping.get("rows")
        said = rows if isinstance(rows, Mapping) else Mapping((), mapping.place)
        least, most = number(said, "least"), number(said, "most")
        group = Group(
            questions=self._many(mapping, "questions", lambda each: self._question(each, columns)),
            columns=columns,
            least=least or 0,
            most=MOST_ROWS_UNSAID if most is None else most,
            exactly=number(said, "exactly"),
            as_many_as=text(said, "as-many-as"),
            row_label=text(mapping, "row-label"),
            place=said.place,
        )
        return self._keep(group, said)

    def _columns_of(self, mapping: Mapping, own: tuple[Column, ...]) -> tuple[Column, ...]:
        return self._answered(mapping, own) if own else (self._keep(self._plain(mapping), mapping),)

    def _answered(self, mapping: Mapping, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return the columns, the answer's with what the question itself says of it."""
        if ANSWER_KEYS.isdisjoint(mapping.index):
            return columns
        said = [entry for entry in mapping.entries if entry.key.text in ANSWER_KEYS]
        at = next((number for number, column in enumerate(columns) if column.role == "answer"), None)
        if at is None or columns[at] is _UNREAD:
            return columns
        changed = _changed(self._mappings[id(columns[at])], said, mapping.place)
        return (*columns[:at], self._keep(self._column(changed), changed), *columns[at + 1 :])

    def _column(self, mapping: Mapping) -> Column:
        return self._answer(mapping, text(mapping, "id"), label=text(mapping, "label"), hint=text(mapping, "hint"))

    def _plain(self, mapping: Mapping) -> Column:
        return self._answer(mapping, "")

    def _answer(self, mapping: Mapping, column_id: str, *, label: str = "", hint: str = "") -> Column:
        column = Column(
            id=column_id,
            label=label,
            hint=hint,
            kind=text(mapping, "kind"),
            name=text(mapping, "name"),
            role=text(mapping, "role"),
            required=truth(mapping, "required"),
            required_when=self._logic.condition_at(mapping, "required"),
            when=self._logic.condition_at(mapping, "when") if column_id else None,
            could_not_find_out=truth(mapping, "could-not-find-out"),
            errors=wordings(mapping, "errors"),
            options=self._options_of(mapping),
            shared=text(mapping, "options"),
            min_length=number(mapping, "min-length"),
            max_length=number(mapping, "max-length"),
            pattern=text(mapping, "pattern"),
            check_character=text(mapping, "check-character"),
            least=self._logic.literal_at(mapping, "least"),
            most=self._logic.literal_at(mapping, "most"),
            decimal_places=number(mapping, "decimal-places"),
            unit=text(mapping, "unit"),
            earliest=self._logic.literal_at(mapping, "earliest"),
            latest=self._logic.literal_at(mapping, "latest"),
            types=texts(mapping, "types"),
            max_size=number(mapping, "max-size"),
            declaration=text(mapping, "declaration"),
            name_label=text(mapping, "name-label"),
            calculate=self._logic.value_at(mapping, "calculate"),
            suggest=self._logic.value_at(mapping, "suggest"),
            checks=self._logic.checks(mapping) if column_id else (),
            was=one_or_more(mapping, "was") if column_id else (),
            place=mapping.place,
        )
        self._columns.append(column)
        return column

    def _options_of(self, mapping: Mapping) -> tuple[Option, ...]:
        """Return the options that stand here, or those of the shared list that is named here."""
        named = text(mapping, "options")
        if named:
            return next((each.options for each in self._lists if each.id == named), ())
        written = mapping.get("options")
        if id(written) not in self._offered:
            self._offered[id(written)] = self._many(mapping, "options", self._option)
        return self._offered[id(written)]

    def _prompt(self, mapping: Mapping) -> Prompt:
        prompt = Prompt(
            id=text(mapping, "id"),
            text=text(mapping, "text"),
            prompts=self._many(mapping, "prompts", self._prompt),
            was=one_or_more(mapping, "was"),
            place=mapping.place,
        )
        self._prompts.append(prompt)
        return prompt

    def _option(self, mapping: Mapping) -> Option:
        option = Option(
            value=text(mapping, "value"),
            label=text(mapping, "label"),
            hint=text(mapping, "hint"),
            score=decimal(mapping, "score"),
            when=self._logic.condition_at(mapping, "when"),
            worded=self._many(mapping, "worded", self._worded),
            exclusive=truth(mapping, "exclusive"),
            please_say=text(mapping, "please-say"),
            was=one_or_more(mapping, "was"),
            place=mapping.place,
        )
        self._options.append(option)
        return option

    def _worded(self, mapping: Mapping) -> Worded:
        when = self._logic.condition_at(mapping, "when") or Condition(op="all")
        return Worded(when=when, label=text(mapping, "label"), place=mapping.place)


def _changed(column: Mapping, said: list[Entry], place: Place) -> Mapping:
    """Return a column's keys with those of a question in their place; another kind sheds the settings of the old."""
    kind = next((each.value for each in said if each.key.text == "kind"), None)
    before = column.get("kind")
    other = isinstance(kind, Text) and isinstance(before, Text) and kind.text != before.text
    gone = {each.key.text for each in said} | (_OF_A_KIND if other else frozenset())
    return Mapping((*(each for each in column.entries if each.key.text not in gone), *said), place)
