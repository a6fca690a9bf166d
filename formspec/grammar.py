"""The grammar of a spec: which keys may stand where, what each takes, and what it means.

Here lives one table. The shape check, the meta-schema, the suggestions and the language reference all read it, so a
key exists exactly when it stands here.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Takes(Enum):
    """What stands behind a key."""

    TEXT = auto()
    NUMBER = auto()
    TRUTH = auto()
    TEXTS = auto()
    WORDINGS = auto()
    ONE = auto()
    MANY = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key: what it takes (for ONE and MANY, of which level), and what it means in one sentence."""

    name: str
    takes: Takes
    meaning: str
    required: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A place where keys stand, with the noun that messages call it by.

    `instead` names the key that is meant by a word of another level or another tool.
    """

    name: str
    noun: str
    keys: dict[str, Key]
    required: tuple[str, ...]
    instead: dict[str, str]


def _level(name: str, noun: str, *keys: Key) -> Level:
    required = tuple(key.name for key in keys if key.required)
    return Level(name, noun, {key.name: key for key in keys}, required, _INSTEAD.get(name, {}))


_INSTEAD = {
    "spec": {
        "id": "form",
        "name": "form",
        "label": "title",
        "heading": "title",
        "description": "intro",
        "text": "intro",
    },
    "policy": {
        "name": "title",
        "label": "title",
        "approver": "approved-by",
        "reviewed": "review",
        "school": "organisation",
    },
    "about": {"address": "question", "list": "register"},
    "completed-by": {"address": "question"},
    "letter": {"greeting": "salutation", "text": "body", "closing": "sign-off"},
    "section": {"label": "title", "name": "title", "heading": "title", "hint": "text", "intro": "text"},
    "question": {
        "title": "label",
        "text": "label",
        "question": "label",
        "help": "hint",
        "type": "kind",
        "prompts": "evidence",
    },
    "column": {"title": "label", "text": "label", "heading": "label", "help": "hint", "type": "kind"},
    "prompt": {"label": "text", "title": "text", "hint": "text", "evidence": "prompts", "value": "id"},
    "option": {"id": "value", "text": "label", "title": "label", "name": "label", "help": "hint"},
}

_ID = Key(
    "id", Takes.TEXT, "The permanent name, in small letters, digits and hyphens. Never changed, never reused.", True
)
_HINT = Key("hint", Takes.TEXT, "Help that stands with the wording.")
_ANSWER = (
    Key("kind", Takes.TEXT, "What an answer is: text, long-text, date, yes-no, choice and so on."),
    Key("required", Takes.TRUTH, "true when a submission must have this answer."),
    Key("could-not-find-out", Takes.TRUTH, "true when a reason may be given in place of the answer."),
    Key("role", Takes.TEXT, "What the findings collect it as: answer, concern, action, outcome or reasons."),
    Key("name", Takes.TEXT, "A short noun phrase for messages, such as: the name of the provider."),
    Key("errors", Takes.WORDINGS, "Other words for standard messages, by the message's code."),
    Key("options", Takes.MANY, "What can be chosen.", of="option"),
    Key("max-length", Takes.NUMBER, "The most characters an answer may have."),
    Key("declaration", Takes.TEXT, "What a signature declares."),
    Key("name-label", Takes.TEXT, "Asks for a name above the address, under this label."),
)

LEVELS: dict[str, Level] = {
    level.name: level
    for level in (
        _level(
            "spec",
            "a form",
            Key("formspec", Takes.NUMBER, "The version of this language: 1.", True),
            Key("form", Takes.TEXT, "The form's permanent id.", True),
            Key("version", Takes.NUMBER, "The version of the form: 1, 2, 3 and so on.", True),
            Key("title", Takes.TEXT, "The form's title.", True),
            Key("subtitle", Takes.TEXT, "What stands behind the title."),
            Key("intro", Takes.TEXT, "What is read before the first question."),
            Key("policy", Takes.ONE, "The policy that the form belongs to.", of="policy"),
            Key("about", Takes.ONE, "What a submission is about, such as a provider.", of="about"),
            Key("completed-by", Takes.ONE, "Which answer says who completed it.", of="completed-by"),
            Key("letter", Takes.ONE, "A letter that stands before the questions.", of="letter"),
            Key(
                "questions-label", Takes.TEXT, "The heading over the questions in tables. Questions, unless you say so."
            ),
            Key("columns", Takes.MANY, "What every question is answered with, from left to right.", of="column"),
            Key("sections", Takes.MANY, "The sections, in order.", True, of="section"),
            Key("retired", Takes.TEXTS, "Addresses that earlier versions asked, and that are never used again."),
        ),
        _level(
            "policy",
            "the policy",
            Key("title", Takes.TEXT, "The policy's title.", True),
            Key("part", Takes.TEXT, "The part of the policy, such as Appendix 2."),
            Key("organisation", Takes.TEXT, "Whose policy it is."),
            Key("approved", Takes.TEXT, "When it was approved, such as October 2023."),
            Key("approved-by", Takes.TEXT, "Who approved it."),
            Key("review", Takes.TEXT, "When it is to be reviewed, such as October 2025."),
        ),
        _level(
            "about",
            "“about”",
            Key("register", Takes.TEXT, "The list that the subject belongs to, such as providers.", True),
            Key("question", Takes.TEXT, "The address of the question that names the subject.", True),
        ),
        _level(
            "completed-by",
            "“completed-by”",
            Key("question", Takes.TEXT, "The address of the question that names the person.", True),
        ),
        _level(
            "letter",
            "the letter",
            Key("salutation", Takes.TEXT, "How the letter begins.", True),
            Key("body", Takes.TEXT, "The letter's paragraphs, one a line.", True),
            Key("sign-off", Takes.TEXT, "How the letter ends."),
            Key("signatory", Takes.TEXT, "Who signs the letter."),
        ),
        _level(
            "section",
            "a section",
            _ID,
            Key("title", Takes.TEXT, "The section's heading.", True),
            Key("text", Takes.TEXT, "What is read before the section's questions."),
            Key("columns", Takes.MANY, "Other columns for this section; [] for none.", of="column"),
            Key("questions", Takes.MANY, "The questions, in order.", True, of="question"),
        ),
        _level(
            "question",
            "a question",
            _ID,
            Key("label", Takes.TEXT, "The question, as people read it.", True),
            _HINT,
            Key("points", Takes.TEXTS, "A list that belongs to the question's wording."),
            Key(
                "evidence", Takes.MANY, "Prompts to look at, ask for or talk about, to be ticked as seen.", of="prompt"
            ),
            Key("columns", Takes.MANY, "Other columns for this question; [] for none.", of="column"),
            *_ANSWER,
        ),
        _level(
            "column",
            "a column",
            _ID,
            Key("label", Takes.TEXT, "The column's heading.", True),
            _HINT,
            *(Key(k.name, k.takes, k.meaning, k.name == "kind", k.of) for k in _ANSWER),
        ),
        _level(
            "prompt",
            "an evidence prompt",
            _ID,
            Key("text", Takes.TEXT, "What to look at, ask for or talk about.", True),
            Key("prompts", Takes.MANY, "Prompts under this one, which is then a heading.", of="prompt"),
        ),
        _level(
            "option",
            "an option",
            Key("value", Takes.TEXT, "What records keep, in small letters, digits and hyphens. Never changed.", True),
            Key("label", Takes.TEXT, "The option, as people read it.", True),
            _HINT,
        ),
    )
}

ROLES: dict[str, str] = {
    "answer": "what was answered",
    "concern": "a concern, listed among the findings",
    "action": "a further action, listed among the findings",
    "outcome": "the decision that the form comes to",
    "reasons": "the reasons for the decision",
}
"""What an answer may be to the findings, each with its meaning."""
