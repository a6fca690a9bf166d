"""What is sealed is read with the same secret key, for the same owner and purpose, and by nobody else."""

import pytest

from webapp.accounts.sealing import sealed, sealed_text, unsealed, unsealed_text

TEXT, OWNER, PURPOSE, KEY = "JBSWY3DPEHPK3PXP", "ann", "totp", "k" * 43


def test_what_was_sealed_is_read_again():
    assert unsealed(sealed(TEXT, OWNER, purpose=PURPOSE, key=KEY), OWNER, purpose=PURPOSE, key=KEY) == TEXT


def test_nothing_of_it_is_seen_and_no_two_are_alike():
    first, second = (sealed(TEXT, OWNER, purpose=PURPOSE, key=KEY) for _ in range(2))
    assert first != second
    assert TEXT.encode() not in first + second


@pytest.mark.parametrize(
    ("owner", "purpose", "key"), [("bob", PURPOSE, KEY), (OWNER, "other", KEY), (OWNER, PURPOSE, "l" * 43)]
)
def test_it_opens_for_no_other_owner_purpose_or_key(owner, purpose, key):
    assert unsealed(sealed(TEXT, OWNER, purpose=PURPOSE, key=KEY), owner, purpose=purpose, key=key) is None


@pytest.mark.parametrize("kept", [b"", b"short", bytes(60)])
def test_what_was_never_sealed_opens_as_nothing(kept):
    assert unsealed(kept, OWNER, purpose=PURPOSE, key=KEY) is None


def test_a_bit_that_was_turned_is_noticed():
    kept = bytearray(sealed(TEXT, OWNER, purpose=PURPOSE, key=KEY))
    kept[-1] ^= 1
    assert unsealed(bytes(kept), OWNER, purpose=PURPOSE, key=KEY) is None


def test_what_was_sealed_as_text_is_read_again_and_text_that_was_not_is_not():
    kept = sealed_text(TEXT, OWNER, purpose=PURPOSE, key=KEY)
    assert unsealed_text(kept, OWNER, purpose=PURPOSE, key=KEY) == TEXT
    assert [unsealed_text(each, OWNER, purpose=PURPOSE, key=KEY) for each in (TEXT, "ŷ", "", kept[:-4])] == [None] * 4
