"""Formspec's own certificate: what is refused of it, each in a sentence, and how a renewed one is taken up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.webapp.serving.certificates import NAME, make_certificate
from webapp.reach import CertificateFiles
from webapp.serving.certificate import Certificate, CertificateError


def sentence(files: CertificateFiles, host: str = NAME) -> str:
    with pytest.raises(CertificateError) as refused:
        Certificate(files, host)
    return str(refused.value)


def test_a_certificate_that_is_not_there_is_named(tmp_path: Path) -> None:
    files = make_certificate(tmp_path)
    files.key.unlink()
    assert sentence(files) == (
        f"FORMSPEC_TLS_KEY names {files.key}, which cannot be read: no such file or directory. Name another file, or "
        "change who may read it."
    )
    files.certificate.unlink()
    assert sentence(files).startswith(f"FORMSPEC_TLS_CERTIFICATE names {files.certificate}, which cannot be read: ")


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_without_a_certificate_or_a_key_is_named(tmp_path: Path, content: bytes) -> None:
    files = make_certificate(tmp_path)
    files.key.write_bytes(content)
    assert sentence(files).startswith(f"{files.key} holds no private key that can be read: ")
    files.certificate.write_bytes(content)
    assert sentence(files).startswith(f"{files.certificate} holds no certificate that can be read: ")


def test_two_files_that_were_swapped_are_told(tmp_path: Path) -> None:
    files = make_certificate(tmp_path)
    swapped = CertificateFiles(certificate=files.key, key=files.certificate)
    assert sentence(swapped).startswith(f"{files.key} holds no certificate that can be read: ")


def test_a_key_that_is_locked_is_told(tmp_path: Path) -> None:
    files = make_certificate(tmp_path, password=b"secret")
    assert sentence(files).startswith(f"The key in {files.key} is locked with a password")


def test_a_key_of_another_certificate_is_told(tmp_path: Path) -> None:
    files = make_certificate(tmp_path / "one")
    mixed = CertificateFiles(certificate=files.certificate, key=make_certificate(tmp_path / "two").key)
    assert sentence(mixed).startswith(
        f"The key in {mixed.key} does not belong to the certificate in {files.certificate}"
    )


def test_a_certificate_that_has_expired_is_told_with_its_last_day(tmp_path: Path) -> None:
    files = make_certificate(tmp_path, ends=timedelta(seconds=-5))
    day = datetime.now(UTC) - timedelta(seconds=5)
    assert sentence(files) == (
        f"The certificate in {files.certificate} expired on {day.day} {day:%B %Y}: renew it, or name another in "
        "FORMSPEC_TLS_CERTIFICATE."
    )


def test_a_certificate_of_another_name_is_told(tmp_path: Path) -> None:
    files = make_certificate(tmp_path)
    assert sentence(files, "other.school.example") == (
        f"The certificate in {files.certificate} is not for other.school.example: name one that is in "
        "FORMSPEC_TLS_CERTIFICATE, or set FORMSPEC_URL to an address that it is for."
    )
    assert "is not for 127.0.0.2: " in sentence(files, "127.0.0.2")
    Certificate(files, "127.0.0.1")


@pytest.mark.parametrize("other", [True, False], ids=["of another authority", "of one that browsers do not know"])
def test_a_certificate_that_browsers_would_warn_of_is_told(tmp_path: Path, *, other: bool) -> None:
    made = make_certificate(tmp_path / "one")
    authority = make_certificate(tmp_path / "two").certificate if other else None
    assert sentence(replace(made, authority=authority)) == (
        f"Browsers would warn of the certificate in {made.certificate}, since it was not issued by an authority that "
        "they trust: name a file with the whole chain in FORMSPEC_TLS_CERTIFICATE, or, where the school's own "
        "authority issued it and its devices trust that, the authority's certificate in FORMSPEC_TLS_AUTHORITY."
    )


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_an_authority_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    authority = tmp_path / "authority.pem"
    if content is not None:
        authority.write_bytes(content)
    made = replace(make_certificate(tmp_path), authority=authority)
    assert sentence(made).startswith(f"FORMSPEC_TLS_AUTHORITY names {authority}, which holds no certificate that ")


def test_a_renewed_certificate_that_browsers_would_warn_of_is_not_taken_up(tmp_path: Path) -> None:
    files = make_certificate(tmp_path / "tls")
    kept = tmp_path / "authority.pem"
    kept.write_bytes(files.certificate.read_bytes())
    certificate = Certificate(replace(files, authority=kept), NAME)
    make_certificate(tmp_path / "tls")
    with pytest.raises(CertificateError, match="Browsers would warn"):
        certificate.renew()


def test_a_change_on_disk_is_taken_up_once(tmp_path: Path) -> None:
    certificate = Certificate(make_certificate(tmp_path), NAME)
    assert certificate.renew() is False
    make_certificate(tmp_path)
    assert [certificate.renew(), certificate.renew()] == [True, False]


def test_a_change_that_cannot_be_used_is_told_once_and_put_right_later(tmp_path: Path) -> None:
    files = make_certificate(tmp_path)
    certificate = Certificate(files, NAME)
    kept = files.key.read_bytes()
    files.key.unlink()
    with pytest.raises(CertificateError, match="which cannot be read"):
        certificate.renew()
    assert certificate.renew() is False
    files.key.write_bytes(kept)
    assert certificate.renew() is True


def test_every_cipher_is_sealed_and_forgets_its_key(tmp_path: Path) -> None:
    ciphers = Certificate(make_certificate(tmp_path), NAME).context.get_ciphers()
    assert {each["protocol"] for each in ciphers} == {"TLSv1.2", "TLSv1.3"}
    assert all(each["aead"] and each["strength_bits"] >= 128 for each in ciphers)
    assert all(each["kea"] in {"kx-ecdhe", "kx-any"} for each in ciphers)
