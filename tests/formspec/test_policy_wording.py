"""The two specs say what the policy's appendices say: every word, in order, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formspec.loader import load
from formspec.model import Prompt, Question, Spec

POLICY = Path(__file__).parent / "policy"
SPECS = Path(__file__).parents[2] / "formspec" / "specs"

AUDIT_MENDS = [
    (r"^Appendix 2\s+", ""),
    (r"QUESTIONS\s+ANSWER \(PLUS EVIDENCE\)\s+CONCERNS\s+FURTHER ACTION", ""),  # repeats at each page
    (r"<[^>]+>", " "),  # stray markup
    (r"[➤›]|\t> ", " "),  # three kinds of bullet
    (r"Are pupils :", "Are pupils:"),
    (r"IS THIS AP SUITABLE", "Is this AP suitable"),  # headings in capitals, which are labels in the spec
    (r"GIVE REASONS FOR YOUR ANSWER", "Give reasons for your answer"),
    (r"Yes\s+No\s*$", ""),  # the rows of the decision are the answers of one question
]
LETTER_MENDS = [(r"^Appendix 1\s+", ""), (r"_+", "")]  # rules to write on
ADDED = {"Confirmation"}  # section titles that the pages need and the policy does not have


def words_of_policy(name: str, mends: list[tuple[str, str]]) -> list[str]:
    text = (POLICY / name).read_text(encoding="utf-8")
    for pattern, mended in mends:
        text = re.sub(pattern, mended, text)
    return text.split()


def words_of_prompts(prompts: tuple[Prompt, ...]) -> Iterator[str]:
    for prompt in prompts:
        yield prompt.text
        yield from words_of_prompts(prompt.prompts)


def words_of_question(question: Question) -> Iterator[str]:
    yield from (question.label, *question.points, question.hint)
    yield from words_of_prompts(question.evidence)


def words_of_spec(spec: Spec) -> list[str]:
    texts = [spec.title + (f" - {spec.subtitle}" if spec.subtitle else "")]
    if letter := spec.letter:
        texts += [letter.salutation, letter.body, letter.sign_off, letter.signatory]
    for section in spec.sections:
        texts += [] if section.title in ADDED else [section.title]
        texts.append(section.text)
        for question in section.questions:
            texts += words_of_question(question)
    return " ".join(texts).split()


def loaded(form: str) -> Spec:
    spec = load((SPECS / form / "1.yaml").read_bytes()).spec
    assert spec is not None
    return spec


@pytest.mark.parametrize(
    ("form", "appendix", "mends"),
    [("ap-audit", "appendix-2.txt", AUDIT_MENDS), ("provider-letter", "appendix-1.txt", LETTER_MENDS)],
)
def test_a_spec_has_every_word_of_its_appendix_in_order(form, appendix, mends):
    assert words_of_spec(loaded(form)) == words_of_policy(appendix, mends)


def test_the_audit_has_26_rows_in_four_sections_with_the_policys_three_columns():
    tables = [section for section in loaded("ap-audit").sections if section.columns]
    assert [(section.title, len(section.questions)) for section in tables] == [
        ("Safeguarding", 4),
        ("Quality of education", 7),
        ("Transition process and procedures", 6),
        ("Communication and information sharing", 9),
    ]
    for section in tables:
        for question in section.questions:
            assert [column.label for column in question.columns] == [
                "Answer (plus evidence)",
                "Concerns",
                "Further action",
            ]


def test_prompts_keep_their_nesting():
    rows = {question.id: question for section in loaded("ap-audit").sections for question in section.questions}
    assert [(each.text, len(each.prompts)) for each in rows["learning-walk"].evidence] == [
        ("Look for:", 5),
        ("The needs of pupils with special educational needs and/or disabilities are being met", 0),
    ]
    assert [(each.text, len(each.prompts)) for each in rows["behaviour-policy"].evidence] == [
        ("Ask for a copy of the behaviour policy", 0),
        ("Look for evidence on our learning walk", 0),
    ]


@pytest.mark.parametrize("form", ["ap-audit", "provider-letter"])
def test_a_spec_carries_its_policys_dates_and_says_whom_it_is_about(form):
    spec = loaded(form)
    assert spec.policy is not None
    assert spec.policy.approved is not None
    assert spec.policy.review is not None
    assert (spec.policy.approved.text, spec.policy.review.text) == ("October 2023", "October 2025")
    assert spec.policy.review.last_day.isoformat() == "2025-10-31"
    assert spec.about is not None
    assert spec.about.register == "providers"
