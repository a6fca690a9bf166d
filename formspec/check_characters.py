"""The check characters that a spec may ask for: the last digits of a number, which tell whether it was typed right.

Here lives what each is called and what it is for. How it is reckoned lives in `engine.check_character`; a test holds
the two together. The set is closed: a spec names one, and cannot bring one of its own.
"""

CHECK_CHARACTERS: dict[str, str] = {
    "ean-13": "The 13 digits under a bar code.",
    "iban": "An international bank account number; whether its country and its bank exist is not looked at.",
    "isbn": "The number of a book, with 10 or 13 digits.",
    "luhn": "A number with a Luhn check digit, such as that of a bank card.",
    "mod-11-10": "Digits with one check digit (ISO 7064, MOD 11,10).",
    "mod-11-2": "Digits with one check character, a digit or X (ISO 7064, MOD 11-2), such as an ORCID.",
    "mod-37-2": "Letters and digits with one check character, a letter, a digit or * (ISO 7064, MOD 37-2).",
    "mod-97-10": "Letters and digits with two check digits (ISO 7064, MOD 97-10), such as a legal entity identifier.",
    "nhs-number": "An NHS number, with 10 digits.",
    "upn": "A unique pupil number of a school in England; whether its local authority exists is not looked at.",
    "utr": "A unique taxpayer reference of the United Kingdom, with 10 digits.",
}
"""Every check by its name: what it is for."""
