"""Whether a subject may be used today: in words, by every reason, and never a bare yes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from engine.register.details import Details
from tests.webapp.pages.inspected import of_form
from webapp.action_state import State
from webapp.pages.decisions.last import may_be_last
from webapp.pages.registers.confirmed import last_sent
from webapp.pages.registers.standing import Followed, Reason, Standing, standing_of
from webapp.pages.sending.standing import Standing as LetterStanding
from webapp.pages.subjects import Register
from webapp.storage.decision_statements import Condition, Counts, Decision
from webapp.storage.provenance_statements import Provenance
from webapp.storage.register_statements import Mention
from webapp.storage.stored_letters import LetterRequest, LetterState

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HALLS = Register("halls", "Halls", "the county's list", tuple(map(of_form, ("hall-visit", "hall-letter"))))
PLAIN = Register("halls", "Halls", "", ())
SOUND = Details(name="Hall", listed="yes", listed_checked="2026-11-20", next_review="2027-01-05")


def mention(
    form: str, days: int, *, outcome: str = "", concerns: int = 0, reissues: str = "", reissued: bool = False
) -> Mention:
    return Mention(
        id=f"{form}-{days}",
        form=form,
        version=1,
        sha256=form,
        submitted=NOON - timedelta(days=days),
        about="Hall",
        outcome=outcome,
        concerns=concerns,
        actions=0,
        reissues=reissues,
        reissued=reissued,
    )


YES, NO = mention("hall-visit", 90, outcome="yes"), mention("hall-visit", 90, outcome="no")
LETTER = mention("hall-letter", 40)
SIGNED = Provenance("signed")


def decided(mention: Mention, option: str = "", *, conditions: tuple[Condition, ...] = ()) -> Decision:
    """What somebody decided on a record, on its own day: by default what was filled in."""
    option = option or mention.outcome
    return Decision(
        id="0" * 26,
        record=mention.id,
        number=1,
        moment=mention.submitted,
        author="",
        who="",
        option=option,
        words=option.capitalize(),
        reasons="",
        counts=Counts(0, 0, 0, 0),
        conditions=conditions,
    )


def stands(
    *mentions: Mention,
    details: Details = SOUND,
    register: Register = HALLS,
    made: Callable[[Mention], Decision | None] = decided,
    unsettled: Mapping[str, frozenset[int]] | None = None,
    came: Provenance | None = SIGNED,
    of_all: bool = False,
    sent: Mapping[str, str] | None = None,
) -> Standing:
    """How the hall stands, where each record that came to something was decided on, and letters came in one way."""
    latest_first = sorted(mentions, key=lambda each: each.submitted, reverse=True)
    found = {each.id: made(each) for each in mentions if each.outcome}
    followed = Followed(
        {record: each for record, each in found.items() if each},
        unsettled=unsettled or {},
        provenance={each.id: came for each in mentions if each.form == LETTER.form and came},
        sent=sent or {},
        of_all=of_all,
    )
    return standing_of(register, details, latest_first, of_form, TODAY, followed)


def test_what_nobody_decided_on_is_said_as_it_was_filled_in_and_is_no_decision() -> None:
    found = stands(YES, LETTER, made=lambda _: None)
    assert (found.words, found.short, found.verdict) == (
        "Not decided yet, as far as you may see: what was filled in is Yes.",
        "Not decided yet",
        "undecided",
    )
    assert (found.decision, found.reasons[0]) == (
        None,
        Reason(
            "Is it fit for use: Yes, as filled in on 25 August 2026, 3 months ago. "
            "Nobody has decided on that record yet.",
            "settle",
            YES.id,
        ),
    )
    assert stands(NO, made=lambda _: None, of_all=True).words == "Not decided yet: what was filled in is No."


def test_what_is_filled_in_later_takes_the_place_of_no_decision() -> None:
    later = mention("hall-visit", 2, outcome="yes")
    found = stands(NO, later, LETTER, made=lambda each: decided(each) if each == NO else None)
    assert (found.words, found.decision and found.decision.mention) == ("No, by the last decision.", NO)
    assert [(each.words.partition(",")[0], each.weight, each.record) for each in found.reasons[:2]] == [
        ("Is it fit for use: No. Decided on 25 August 2026", "against", NO.id),
        ("Is it fit for use: Yes", "settle", later.id),
    ]
    found = stands(
        YES, mention("hall-visit", 2, outcome="no"), made=lambda each: decided(each) if each == YES else None
    )
    assert found.words == "Yes, by the last decision, with something to settle first."


def test_the_decision_that_was_made_last_counts_on_whichever_record() -> None:
    later = mention("hall-visit", 60, outcome="yes")
    again = replace(decided(NO), moment=NOON)
    found = stands(NO, later, made=lambda each: again if each == NO else decided(each))
    assert (found.words, found.waits) == ("No, by the last decision.", ())


def test_only_the_latest_record_of_a_form_waits_for_a_decision() -> None:
    between, last = mention("hall-visit", 60, outcome="yes"), mention("hall-visit", 2, outcome="yes")
    other = mention("hall-grading", 70, outcome="good")

    def waits(*made: Mention) -> list[str]:
        found = stands(
            YES, other, between, last, register=PLAIN, made=lambda each: decided(each) if each in made else None
        )
        return [each.mention.id for each in found.waits]

    assert waits() == waits(YES) == [last.id, other.id]
    assert waits(other) == waits(between) == [last.id]
    assert waits(last) == []


def test_a_decision_goes_with_the_record_that_was_re_issued() -> None:
    yes, again = replace(YES, reissued=True), mention("hall-visit", 1, outcome="no", reissues=YES.id)
    found = stands(yes, again, register=PLAIN, made=lambda each: decided(each) if each == yes else None)
    assert (found.short, found.words) == (
        "Not decided yet",
        "Not decided yet, as far as you may see: what was filled in is No.",
    )


def test_no_older_decision_comes_back_where_the_last_one_was_on_what_is_re_issued() -> None:
    no = mention("hall-visit", 5, outcome="yes", reissued=True)
    again = mention("hall-visit", 1, outcome="yes", reissues=no.id)
    made = {YES.id: decided(YES), no.id: decided(no, "no")}
    found = stands(YES, no, again, register=PLAIN, made=lambda each: made.get(each.id), of_all=True)
    assert (found.short, found.words) == ("Not decided yet", "Not decided yet: what was filled in is Yes.")


@pytest.mark.parametrize("seed", range(60))
def test_the_decisions_that_a_list_reads_say_the_same_as_all_of_them(seed: int) -> None:
    chance = Random(seed)
    forms = {"hall-visit": ("", "yes", "no"), "hall-grading": ("", "good", "poor"), "hall-letter": ("",)}
    made_up = [
        mention(form, days, outcome=chance.choice(forms[form]))
        for days in chance.sample(range(1, 30), chance.randrange(9))
        for form in chance.sample(sorted(forms), 1)
    ]
    latest_first = sorted(made_up, key=lambda each: each.submitted, reverse=True)
    every = {
        each.id: replace(
            decided(each, chance.choice(forms[each.form][1:])), moment=NOON - timedelta(chance.randrange(9))
        )
        for each in latest_first
        if len(forms[each.form]) > 1 and chance.random() < 0.5
    }
    read = {each.id for each in may_be_last(latest_first, {name: made.moment for name, made in every.items()})}
    few = {name: made for name, made in every.items() if name in read}
    said = [standing_of(HALLS, SOUND, latest_first, of_form, TODAY, Followed(each)) for each in (every, few)]
    assert said[0] == said[1]


def test_a_long_chain_of_reissues_answers_the_first_of_it() -> None:
    chain = [mention("hall-visit", days, reissues=f"hall-visit-{days + 1}") for days in range(2_000)]
    moments = {chain[-1].id: chain[-1].submitted}
    assert next(may_be_last(chain, moments)) is chain[-1]
    assert next(may_be_last(chain, moments | {chain[0].id: chain[0].submitted})) is chain[0]


def test_reissues_that_come_back_to_themselves_end() -> None:
    first, second = mention("hall-visit", 1, reissues="hall-visit-2"), mention("hall-visit", 2, reissues="hall-visit-1")
    assert list(may_be_last([first, second], {first.id: first.submitted})) == [first]
    assert list(may_be_last([first], {first.id: first.submitted})) == [first]


def test_what_was_decided_counts_and_not_what_was_filled_in() -> None:
    found = stands(YES, LETTER, made=lambda each: decided(each, "no"))
    assert (found.words, found.reasons[0].weight) == ("No, by the last decision.", "against")


@pytest.mark.parametrize("option", ["yes", "no"])
def test_a_last_decision_on_an_earlier_record_tells_what_was_decided_otherwise_on_a_later_one(option: str) -> None:
    later = mention("hall-visit", 3, outcome="yes")
    made = {YES.id: replace(decided(YES), moment=NOON), later.id: decided(later, option)}
    found = stands(YES, later, LETTER, made=lambda each: made.get(each.id))
    told = [(each.words, each.weight, each.record) for each in found.reasons if "later record" in each.words]
    said = (
        "Is it fit for use: No, decided on 20 November 2026, 3 days ago, on a later record (20 November 2026). "
        "The last decision was made on an earlier one."
    )
    assert told == ([(said, "settle", later.id)] if option == "no" else [])
    assert found.short == ("Yes, with something to settle" if option == "no" else "Yes")


@pytest.mark.parametrize(("state", "weight"), [(State.OPEN, "settle"), (State.DONE, "for")])
def test_a_condition_is_to_be_settled_until_it_is_met(state: State, weight: str) -> None:
    condition = Condition("action", "Mend the roof", state, None)
    found = stands(YES, LETTER, made=lambda each: decided(each, conditions=(condition,)))
    assert found.reasons[0].weight == weight
    assert ("once 1 action is closed" in found.reasons[0].words) == (weight == "settle")


def test_yes_stands_with_every_reason_each_leading_to_its_record() -> None:
    found = stands(YES, LETTER)
    assert (found.words, found.short, found.to_settle) == ("Yes, by the last decision.", "Yes", False)
    assert [(each.words, each.weight, each.record) for each in found.reasons] == [
        ("Is it fit for use: Yes. Decided on 25 August 2026, 3 months ago.", "for", "hall-visit-90"),
        ("Worries: none, in “Hall visit”, on 25 August 2026, 3 months ago.", "for", "hall-visit-90"),
        ("The next review is on 5 January 2027, in 6 weeks.", "for", ""),
        ("Listed in the county's list: checked on 20 November 2026, 3 days ago.", "for", ""),
        ("“Letter to the keeper”: signed by its recipient on 14 October 2026, 6 weeks ago.", "for", "hall-letter-40"),
    ]


UNSETTLED = [
    ((replace(YES, concerns=2), LETTER), SOUND, "Worries: 2 open, in “Hall visit”, on 25 August 2026, 3 months ago."),
    ((YES,), SOUND, "“Letter to the keeper”: none that you may see."),
    (
        (YES, LETTER),
        replace(SOUND, next_review="2026-11-22"),
        "The next review was due on 22 November 2026, 1 day ago.",
    ),
    (
        (YES, LETTER),
        replace(SOUND, listed="no"),
        "Not listed in the county's list: checked on 20 November 2026, 3 days ago.",
    ),
    ((YES, LETTER), replace(SOUND, listed=""), "Nobody noted whether this is listed in the county's list."),
    (
        (YES, LETTER),
        replace(SOUND, listed_checked=""),
        "Listed in the county's list: nobody noted when that was checked.",
    ),
]


@pytest.mark.parametrize(("mentions", "details", "words"), UNSETTLED)
def test_what_is_to_be_settled_first_is_said_with_the_yes(
    mentions: tuple[Mention, ...], details: Details, words: str
) -> None:
    found = stands(*mentions, details=details)
    assert found.words == "Yes, by the last decision, with something to settle first."
    assert found.short == "Yes, with something to settle"
    assert [each.words for each in found.reasons if each.weight == "settle"] == [words]


def test_a_review_of_today_is_not_past() -> None:
    found = stands(YES, LETTER, details=replace(SOUND, next_review="2026-11-23"))
    assert "The next review is on 23 November 2026, today." in [each.words for each in found.reasons]
    assert not found.to_settle


def test_no_is_no_whatever_else_is_well() -> None:
    found = stands(NO, LETTER)
    assert (found.words, found.short) == ("No, by the last decision.", "No")
    assert [each.record for each in found.reasons if each.weight == "against"] == ["hall-visit-90"]


def test_without_a_decision_nothing_is_known() -> None:
    found = stands(LETTER)
    assert (found.words, found.short) == ("Not known: there is no decision that you may see.", "No decision")
    assert (stands().short, stands(of_all=True).short) == ("No decision", "No record yet")


def test_whoever_may_read_all_records_is_told_that_there_is_none() -> None:
    found = stands(LETTER, of_all=True)
    assert (found.words, found.reasons[0].words) == (
        "Not known: there is no decision.",
        "No record decides about this.",
    )
    assert "“Letter to the keeper”: none." in [each.words for each in stands(YES, of_all=True).reasons]


OF_THREE = [
    (frozenset({0, 1, 2}), "Worries: 3 open, in", "settle"),
    (frozenset({0, 2}), "Worries: 3, of which 2 are open, in", "settle"),
    (frozenset({1}), "Worries: 3, of which 1 is open, in", "settle"),
    (frozenset[int](), "Worries: 3 closed, in", "for"),
]


@pytest.mark.parametrize(("unsettled", "words", "weight"), OF_THREE)
def test_concerns_are_to_be_settled_until_all_about_them_is_closed(
    unsettled: frozenset[int], words: str, weight: str
) -> None:
    found = stands(replace(YES, concerns=3), LETTER, unsettled={YES.id: unsettled})
    assert [each.weight for each in found.reasons if each.words.startswith(words)] == [weight]
    assert found.to_settle == (weight == "settle")


WAYS = [
    (SIGNED, "signed by its recipient on {}", "for"),
    (Provenance("signed", is_seen=True), "signed through a link that the school made and saw on {}", "for"),
    (Provenance("entered", "Ann"), "entered at the school on {}, not signed through a link", "open"),
    (Provenance("imported"), "submitted on {}, and it is not known here whether it was signed through a link", "open"),
    (None, "submitted on {}, and it is not known here whether it was signed through a link", "open"),
]


@pytest.mark.parametrize(("came", "words", "weight"), WAYS)
def test_a_letter_that_was_typed_in_at_the_school_is_told_from_one_that_was_signed_by_a_link(
    came: Provenance | None, words: str, weight: str
) -> None:
    found = stands(YES, LETTER, came=came)
    said = f"“Letter to the keeper”: {words.format('14 October 2026, 6 weeks ago')}."
    assert [(each.words, each.weight) for each in found.reasons if each.record == LETTER.id] == [(said, weight)]
    assert not found.to_settle


def sent_to(state: LetterState, hours: int = 0, **more: str) -> LetterStanding:
    request = LetterRequest(
        id="0" * 26,
        draft="1" * 26,
        form="hall-letter",
        version=1,
        sha256="hall-letter",
        access="",
        owner="",
        register="halls",
        entry="2" * 26,
        name="The Keeper",
        email="keeper@hall.example",
        state=state,
        sent=NOON - timedelta(hours=hours),
        expires=NOON + timedelta(days=28),
        **more,
    )
    return LetterStanding(request, "Letter to the keeper", NOON)


@pytest.mark.parametrize(
    ("state", "became"),
    [
        ("declined", "declined"),
        ("signed", "signed, about another name"),
        ("passed-on", "passed on to Pat"),
        ("sent", "not opened yet"),
    ],
)
def test_where_there_is_no_letter_it_is_said_what_became_of_the_last_one_that_was_sent(
    state: LetterState, became: str
) -> None:
    sent = last_sent([sent_to(state, passed_to="Pat" if state == "passed-on" else ""), sent_to("revoked", 9)])
    told = f"The last one was sent to The Keeper on 23 November 2026: {became}."
    words = f"“Letter to the keeper”: none that you may see. {told}"
    assert words in [each.words for each in stands(YES, sent=sent).reasons]
    assert told not in str(stands(YES, LETTER, sent=sent).reasons)


def test_a_letter_that_was_re_issued_at_the_school_is_not_called_signed() -> None:
    again = mention("hall-letter", 1, reissues=LETTER.id)
    found = stands(YES, replace(LETTER, reissued=True), again, came=Provenance("entered"))
    said = "“Letter to the keeper”: re-issued at the school on 22 November 2026, 1 day ago, not signed through a link."
    assert [each.words for each in found.reasons if each.record == again.id] == [said]


def test_a_choice_is_told_as_the_form_labels_it() -> None:
    found = stands(mention("hall-grading", 5, outcome="good"), register=PLAIN)
    assert (found.words, found.short, found.verdict) == ("The last decision: Good enough.", "Good enough", "said")


def test_the_latest_decision_of_all_forms_counts() -> None:
    assert stands(YES, mention("hall-grading", 5, outcome="poor"), register=PLAIN).short == "Poor"
    assert stands(YES, mention("hall-grading", 95, outcome="poor"), register=PLAIN).short == "Yes"
    assert stands(mention("hall-visit", 3), YES, register=PLAIN).short == "Yes"


def test_a_record_that_was_re_issued_counts_no_more() -> None:
    no, yes = replace(NO, concerns=3, reissued=True), replace(YES, submitted=NOON, reissued=True)
    found = stands(no, mention("hall-visit", 1, outcome="yes", reissues=NO.id), register=PLAIN)
    assert (found.short, len(found.current)) == ("Yes", 1)
    found = stands(yes, mention("hall-visit", 1, outcome="no", reissues=YES.id), register=PLAIN)
    assert found.short == "No"


def test_a_record_that_was_re_issued_about_another_subject_counts_no_more() -> None:
    gone = replace(YES, reissued=True)
    found = stands(gone, register=PLAIN, made=decided, of_all=True)
    assert (found.decision, found.current, found.short) == (None, (), "No record yet")


def test_a_register_without_a_directory_does_not_ask_for_one() -> None:
    found = stands(YES, register=PLAIN, details=Details(name="Hall", listed="no"))
    assert not [each for each in found.reasons if "isted" in each.words]
