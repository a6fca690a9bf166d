"""A form is printed in the language that is asked for, with the words that stand beside its spec."""

from pathlib import Path

GALLERY = Path(__file__).parents[2] / "gallery"


def test_a_form_is_rendered_in_welsh_with_welsh_dates_and_labels(formspec) -> None:
    ended = formspec("render", str(GALLERY / "trip-consent.yaml"), "--in", "cy")
    assert (ended.status, ended.err) == (0, "")
    assert '<html lang="cy">' in ended.out
    for text in ("Caniatâd ar gyfer taith y gaeaf", "Dyddiad adolygu: Medi 2027", "Diwrnod", "Enw llawn", "Ie"):
        assert text in ended.out


def test_a_form_is_rendered_in_its_own_words_without_a_language(formspec) -> None:
    ended = formspec("render", str(GALLERY / "trip-consent.yaml"))
    assert '<html lang="en-GB">' in ended.out
    assert "Consent to the winter trip" in ended.out


def test_a_language_that_there_is_no_catalogue_for_is_refused(formspec) -> None:
    ended = formspec("render", str(GALLERY / "trip-consent.yaml"), "--in", "fr")
    assert ended.status == 2
    assert "invalid choice: 'fr'" in ended.err
