"""Certificates for tests, each made on the spot with its key."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from webapp.reach import CertificateFiles

NAME = "forms.school.example"


def make_certificate(folder: Path, *, ends: timedelta = timedelta(days=90), password: bytes = b"") -> CertificateFiles:
    """Write a certificate and its key to a folder, in place of those that are there. It is its own authority."""
    folder.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    lock = BestAvailableEncryption(password) if password else NoEncryption()
    signed = folder / "certificate.pem"
    files = CertificateFiles(certificate=signed, key=folder / "key.pem", authority=signed)
    files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    files.certificate.write_bytes(_signed(key, ends).public_bytes(Encoding.PEM))
    return files


def _signed(key: ec.EllipticCurvePrivateKey, ends: timedelta) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    until = datetime.now(UTC) + ends
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=365))
        .not_valid_after(until)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
