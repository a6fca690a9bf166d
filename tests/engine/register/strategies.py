"""Entries by chance, as they are kept: whatever a person may have typed, read once."""

from hypothesis import strategies as st

from engine.register.details import Details, read

_WORDS = st.sampled_from(
    ["The Forge", "forge ltd", "Café", "=1+1", "'s Forge", "-", "@home", "Stone, Hay & Co", 'the "best"', ";"]
)
TEXTS = st.one_of(_WORDS, st.text(max_size=30))
_LINES = st.lists(TEXTS, max_size=3).map("\n".join)
_DAYS = st.one_of(st.just(""), st.dates().filter(lambda day: 1900 <= day.year < 3000).map(str))


def typed() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {
            "name": TEXTS,
            "other_names": _LINES,
            "address": _LINES,
            "contact_name": TEXTS,
            "contact_email": st.sampled_from(["", "a.b@example.com"]),
            "contact_phone": st.sampled_from(["", "+44 1632 960001", "(01632) 960 001"]),
            "listed": st.sampled_from(["", "yes", "no", "Yes", "not known"]),
            "listed_checked": _DAYS,
            "next_review": _DAYS,
            "note": _LINES,
        }
    )


def details() -> st.SearchStrategy[Details]:
    named = typed().map(lambda texts: {**texts, "name": texts["name"] if read(texts)[0].name else "Forge"})
    return named.map(read).map(lambda found: found[0])


@st.composite
def registers(draw: st.DrawFn) -> dict[str, Details]:
    """A register: entries by their ids, of which no two have a name of one subject."""
    found: dict[str, Details] = {}
    for number, each in enumerate(draw(st.lists(details(), max_size=4))):
        if not any(each.keys & other.keys for other in found.values()):
            found[f"entry{number}"] = each
    return found
