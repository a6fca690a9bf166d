"""When a text holds the words that somebody looks for."""

import pytest

from webapp.sought import Sought

FOUND = [
    ("Zoë O’Brien", "Spoke to ZOE OBRIEN's mother"),
    ("Brien, O", "O’Brien said so"),
    ("OBrien", "O`Brien and O'Brien"),
    ("Łukasz Wójcik", "wojcik, lukasz"),
    ("wojcik lukasz", "Łukasz WÓJCIK"),
    ("Siân", "Sia\u0302n was there"),
    ("Smith-Jones", "Jones and Smith"),
    ("jones", "the Joneses"),
    ("straße", "STRASSE"),
    ("Ødegård", "odegard"),
    ("Çelik", "celik"),
    ("李雷", "Met 李雷 today"),
    ("Ann  Ann", "Ann"),
    ("07700 900123", "Call 07700 900123."),
]
NOT_FOUND = [
    ("Ann", "Joann was there"),
    ("Pat Jones", "Pat was there"),
    ("cola", "the chocolate"),
    ("", "anything"),
    (" - ’ ", "anything - ’"),
]


@pytest.mark.parametrize(("words", "text"), FOUND)
def test_a_name_is_found_however_it_is_written(words: str, text: str) -> None:
    sought = Sought(words)
    assert sought.may_stand_in(text)
    assert sought.places([text]) == (text,)


@pytest.mark.parametrize(("words", "text"), NOT_FOUND)
def test_what_only_looks_like_the_name_is_not_found(words: str, text: str) -> None:
    assert Sought(words).places([text]) == ()


def test_the_words_may_stand_in_several_texts_and_the_fullest_comes_first() -> None:
    sought = Sought("Pat Jones")
    assert sought.places(["Pat", "none", "Jones, Pat", "Jones"]) == ("Jones, Pat", "Pat", "Jones")
    assert sought.places(["Pat", "none"]) == ()


def test_a_long_text_is_shortened_around_what_was_found() -> None:
    text = " ".join(f"word{number}" for number in range(40)).replace("word20", "Jones")
    (place,) = Sought("jones").places([text])
    assert place == f"… {' '.join(text.split()[12:29])} …"
