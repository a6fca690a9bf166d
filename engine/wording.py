"""How messages name an answer.

Here lives the noun that stands in a message: the spec's own (`name:`), or else one made of the question's and the
column's labels. The sentences around it live in the kinds. Nothing here escapes: these are texts, not HTML.
"""

from dataclasses import dataclass

from engine.language import ENGLISH, Language, noted
from formspec.model import Column, Question

REASON_LABEL = noted("Say why you could not find out")
"""The label of the box for the reason why an answer could not be found out."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The noun for one answer.

    `ask` follows a verb ("Enter the name of the provider"), `subject` begins a sentence ("The name of the provider
    must be …"). `question` is the question's first paragraph. `otherwise` ends a request where could not find out is
    allowed.
    """

    ask: str
    subject: str
    question: str
    otherwise: str


def wording(question: Question, column: Column, language: Language = ENGLISH) -> Wording:
    """Return how messages name the answer to this question in this column."""
    asked = question_text(question).removesuffix(":").rstrip()
    ask, subject = _noun(asked, column, language, is_answer=_is_answer(question, column))
    otherwise = language.say(", or say why you could not find out") if column.could_not_find_out else ""
    return Wording(ask, subject, asked, otherwise)


def question_text(question: Question) -> str:
    """Return the first paragraph of a question's label; its id where the label is blank."""
    return first_paragraph(question.label) or question.id


def first_paragraph(text: str) -> str:
    """Return the first line of a text that is not blank, or ""."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def upper_first(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return the text with its first letter small, unless its first word is all capitals (DSL)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _is_answer(question: Question, column: Column) -> bool:
    """Say whether a column is the answer to the question, and not one of several of a kind beside each other."""
    alike = [each for each in question.columns if each.kind == column.kind and each.role in ("", "answer")]
    return not column.id or (column.role == "answer" and len(alike) == 1)


def _noun(asked: str, column: Column, language: Language, *, is_answer: bool) -> tuple[str, str]:
    if column.name:
        return column.name, upper_first(column.name)
    label = first_paragraph(column.label).removesuffix(":").rstrip()
    if is_answer or not label:
        said = language.say("an answer to “{question}”", question=asked)
        return said, language.say("The answer to “{question}”", question=asked)
    told = language.say("{label} for “{question}”", label=label, question=asked)
    return lower_first(told), upper_first(told)
