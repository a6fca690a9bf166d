"""The grammar of a spec: which keys may stand where, what each takes, and what it means.

Here lives one table. The shape check, the meta-schema, the suggestions and the language reference all read it, so a
key exists exactly when it stands here.
"""

from formspec.keys import ID, Key, Level, Takes, level
from formspec.kinds import SETTINGS
from formspec.logic_grammar import LOGIC_LEVELS

_HINT = Key("hint", Takes.TEXT, "Help that stands with the wording.")
_WHEN = Key("when", Takes.ONE, "Asked only while this holds.", of="condition")
_NUMBER = Key("number", Takes.TEXT, "The number shown before it, in place of a counted one.")
_WAS = "What it was in the version before: its {} there, or a list of them where several became this one."
_MEETS = Key("meets", Takes.TEXTS, "The ids of the standards that it serves, from those of the form.")
_CHECKS = Key("checks", Takes.MANY, "What must be the case beyond each answer by itself.", of="check")
_ANSWER = (
    Key("kind", Takes.TEXT, "What an answer is: text, long-text, date, yes-no, choice and so on."),
    Key(
        "required",
        Takes.TRUTH_OR_CONDITION,
        "true when a submission must have this answer, or the condition under which it must.",
        of="condition",
    ),
    Key("could-not-find-out", Takes.TRUTH, "true when a reason may be given in place of the answer."),
    Key("role", Takes.TEXT, "What the findings collect it as: one of the roles, such as concern or action."),
    Key("name", Takes.TEXT, "A short noun phrase for messages, such as: the name of the provider."),
    Key("errors", Takes.WORDINGS, "Other words for standard messages, by the message's code."),
    *SETTINGS.values(),
)
LEVELS: dict[str, Level] = {
    each.name: each
    for each in (
        level(
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
            Key("access", Takes.TEXT, "Who sees what was entered: ordinary, unless you say sensitive."),
            Key("child-data", Takes.TRUTH, "true when what is entered may be the personal data of children."),
            Key("retention", Takes.ONE, "How long records are kept, and who decides then.", of="retention"),
            Key("letter", Takes.ONE, "A letter that stands before the questions.", of="letter"),
            Key(
                "questions-label", Takes.TEXT, "The heading over the questions in tables. Questions, unless you say so."
            ),
            Key("numbering", Takes.TEXT, "What is numbered: sections (1, 1.1, 1.2) or questions (1, 2, 3)."),
            Key("parts", Takes.MANY, "The parts that different people complete, one after the other.", of="part"),
            Key("lists", Takes.MANY, "Lists of options that several questions share.", of="list"),
            Key("columns", Takes.MANY, "What every question is answered with, from left to right.", of="column"),
            Key("sections", Takes.MANY, "The sections, in order.", True, of="section"),
            Key(
                "attachments",
                Takes.TRUTH,
                "false when questions take no photos and files beside their answers, unless a question says true.",
            ),
            _CHECKS,
            Key("outcomes", Takes.MANY, "What the form comes to by its own rules, beside the answers.", of="outcome"),
            Key("standards", Takes.MANY, "The clauses and standards that questions serve.", of="standard"),
            Key("retired", Takes.TEXTS, "Addresses that earlier versions asked, and that are never used again."),
        ),
        level(
            "policy",
            "the policy",
            Key("title", Takes.TEXT, "The policy's title.", True),
            Key("part", Takes.TEXT, "The part of the policy, such as Appendix 2."),
            Key("organisation", Takes.TEXT, "Whose policy it is."),
            Key("approved", Takes.TEXT, "When it was approved, such as October 2023."),
            Key("approved-by", Takes.TEXT, "Who approved it."),
            Key("review", Takes.TEXT, "When it is to be reviewed, such as October 2025."),
        ),
        level(
            "about",
            "“about”",
            Key("register", Takes.TEXT, "The list that the subject belongs to, such as providers.", True),
            Key("question", Takes.TEXT, "The address of the question that names the subject.", True),
            Key("directory", Takes.TEXT, "A list that others keep of such subjects, such as the council's directory."),
        ),
        level(
            "completed-by",
            "“completed-by”",
            Key("question", Takes.TEXT, "The address of the question that names the person.", True),
        ),
        level(
            "retention",
            "“retention”",
            Key("keep", Takes.TEXT, "How long a record is kept, such as 6 years.", True),
            Key("from", Takes.TEXT, "From when: submitted, or the address of a question that asks for a day.", True),
            Key("decided-by", Takes.TEXT, "Who decides what becomes of a record then, such as The Head.", True),
            Key("reason", Takes.TEXT, "Why it is kept as long as that."),
        ),
        level(
            "letter",
            "the letter",
            Key("salutation", Takes.TEXT, "How the letter begins.", True),
            Key("body", Takes.TEXT, "The letter's paragraphs, one a line.", True),
            Key("sign-off", Takes.TEXT, "How the letter ends."),
            Key("signatory", Takes.TEXT, "Who signs the letter."),
        ),
        level(
            "section",
            "a section",
            ID,
            Key("was", Takes.TEXT_OR_TEXTS, _WAS.format("id")),
            Key("title", Takes.TEXT, "The section's heading.", True),
            Key("text", Takes.TEXT, "What is read before the section's questions."),
            _NUMBER,
            _WHEN,
            Key("part", Takes.TEXT, "The part of the form that the section belongs to."),
            _MEETS,
            Key("columns", Takes.MANY, "Other columns for this section; [] for none.", of="column"),
            Key("questions", Takes.MANY, "The questions, in order.", True, of="question"),
        ),
        level(
            "question",
            "a question",
            ID,
            Key("was", Takes.TEXT_OR_TEXTS, _WAS.format("whole address, such as details.provider,")),
            Key("label", Takes.TEXT, "The question, as people read it.", True),
            _HINT,
            Key("points", Takes.TEXTS, "A list that belongs to the question's wording."),
            Key(
                "evidence", Takes.MANY, "Prompts to look at, ask for or talk about, to be ticked as seen.", of="prompt"
            ),
            Key(
                "attachments",
                Takes.TRUTH,
                "true when photos and files can be added beside the answer, false when not. With evidence it is true "
                "unless you say so.",
            ),
            _NUMBER,
            _WHEN,
            Key("columns", Takes.MANY, "Other columns for this question; [] for none.", of="column"),
            Key("questions", Takes.MANY, "Questions that are asked again in each row of this group.", of="question"),
            _MEETS,
            Key("rows", Takes.ONE, "How many rows the group has.", of="rows"),
            Key("row-label", Takes.TEXT, "What one row of the group is called, such as Person."),
            _CHECKS,
            *_ANSWER,
        ),
        level(
            "column",
            "a column",
            ID,
            Key("was", Takes.TEXT_OR_TEXTS, _WAS.format("id")),
            Key("label", Takes.TEXT, "The column's heading.", True),
            _HINT,
            _WHEN,
            _CHECKS,
            *(Key(k.name, k.takes, k.meaning, k.name == "kind", k.of) for k in _ANSWER),
        ),
        level(
            "prompt",
            "an evidence prompt",
            ID,
            Key("was", Takes.TEXT_OR_TEXTS, _WAS.format("id")),
            Key("text", Takes.TEXT, "What to look at, ask for or talk about.", True),
            Key("prompts", Takes.MANY, "Prompts under this one, which is then a heading.", of="prompt"),
        ),
        level(
            "option",
            "an option",
            Key("value", Takes.TEXT, "What records keep, in small letters, digits and hyphens. Never changed.", True),
            Key("was", Takes.TEXT_OR_TEXTS, _WAS.format("value")),
            Key("label", Takes.TEXT, "The option, as people read it.", True),
            _HINT,
            Key("score", Takes.DECIMAL, "What the option counts in sums; one without a score is left out of them."),
            Key("when", Takes.ONE, "Offered only while this holds.", of="condition"),
            Key("worded", Takes.MANY, "Other labels, each for when a condition holds.", of="wording"),
            Key("exclusive", Takes.TRUTH, "true when it excludes the other options."),
            Key("please-say", Takes.TEXT, "Asks for words of one's own, in a box under this label."),
        ),
        level(
            "wording",
            "a wording",
            Key("when", Takes.ONE, "The case in which the option reads like this.", True, of="condition"),
            Key("label", Takes.TEXT, "The option, as people read it then.", True),
        ),
        level(
            "list",
            "a shared list",
            ID,
            Key("options", Takes.MANY, "What can be chosen.", True, of="option"),
        ),
        level(
            "standard",
            "a standard",
            Key("id", Takes.TEXT, "The name by which questions say that they serve it, such as dfe-ap-1.5.", True),
            Key("title", Takes.TEXT, "What it asks, in short.", True),
            Key("source", Takes.TEXT, "Where it stands: the document, its edition and its paragraph."),
        ),
        level(
            "part",
            "a part",
            ID,
            Key("title", Takes.TEXT, "Who completes it, or what it is called, such as The person in charge.", True),
            Key("text", Takes.TEXT, "What is read before the part is begun."),
        ),
        level(
            "rows",
            "“rows”",
            Key("least", Takes.NUMBER, "The fewest rows. 0, unless you say so."),
            Key("most", Takes.NUMBER, "The most rows. 20, unless you say so."),
            Key("exactly", Takes.NUMBER, "How many rows there always are."),
            Key("as-many-as", Takes.TEXT, "The address of the whole number that says how many rows there are."),
        ),
        *LOGIC_LEVELS,
    )
}

ROLES: dict[str, str] = {
    "answer": "what was answered",
    "concern": "a concern, listed among the findings",
    "action": "a further action, listed among the findings",
    "severity": "how bad the question's concern is",
    "who": "who does the question's further action",
    "by-when": "the day by which the question's further action is done",
    "outcome": "the decision that the form comes to",
    "reasons": "the reasons for the decision",
}
"""What an answer may be to the findings, each with its meaning."""
