"""The certificate that Formspec shows where it ends HTTPS itself.

Here lives reading it, saying what is wrong with it, and taking up a renewed one. What is done with a connection lives
in `webapp.serving.relay`.
"""

import ssl
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from webapp.reach import CertificateFiles
from webapp.serving.trust import mistrust

_PROTOCOLS = ["http/1.1"]
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""What TLS 1.2 is spoken with: ciphers that are sealed, each under a key of its own. Those of TLS 1.3 are so anyhow."""


class CertificateError(Exception):
    """A certificate that cannot be shown to anybody: one sentence that says why, and what to do."""


class Certificate:
    """A certificate and its key in two files, which may be renewed while it is shown."""

    def __init__(self, files: CertificateFiles, host: str) -> None:
        """Read the files, for a host that browsers ask for, without its port. Raises CertificateError."""
        self._files = files
        self._host = host
        self._seen = self._stamps()
        self._current = _context(files, host)
        self.context = _context(files, host)
        """What a connection is begun with: it goes on with what the files held last."""
        self.context.sni_callback = self._show_current

    def renew(self) -> bool:
        """Take up the files if they have changed, and return whether they had.

        What was shown before is shown on when CertificateError is raised; it is raised once for each change.
        """
        stamps = self._stamps()
        if stamps == self._seen:
            return False
        self._seen = stamps
        self._current = _context(self._files, self._host)
        return True

    def _show_current(self, connection: ssl.SSLObject, _name: str | None, _begun: ssl.SSLContext) -> None:
        connection.context = self._current

    def _stamps(self) -> list[tuple[int, int]]:
        return [_stamp(file) for file in (self._files.certificate, self._files.key)]


def _stamp(file: Path) -> tuple[int, int]:
    """Return what changes about a file when it is replaced or written, zeros when it is not there."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_ino


def _context(files: CertificateFiles, host: str) -> ssl.SSLContext:
    """Return TLS 1.2 and later with a certificate that browsers trust. Raises CertificateError."""
    _require_current(files.certificate)
    _require_plain_key(files.key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    context.set_alpn_protocols(_PROTOCOLS)
    try:
        context.load_cert_chain(files.certificate, files.key)
    except (ssl.SSLError, OSError):
        raise CertificateError(
            f"The key in {files.key} does not belong to the certificate in {files.certificate}: name the two that were "
            "issued together in FORMSPEC_TLS_CERTIFICATE and FORMSPEC_TLS_KEY."
        ) from None
    _require_trusted(context, host, files)
    return context


def _require_trusted(context: ssl.SSLContext, host: str, files: CertificateFiles) -> None:
    """Raise CertificateError when browsers would warn of what a context shows them."""
    try:
        why = mistrust(context, host, files)
    except OSError:
        why = (
            f"FORMSPEC_TLS_AUTHORITY names {files.authority}, which holds no certificate that can be read: name the "
            "file of the school's own authority, in PEM, or leave it out."
        )
    if why:
        raise CertificateError(why)


def _require_current(file: Path) -> None:
    """Raise CertificateError unless a file begins with a certificate that holds today."""
    try:
        certificate = x509.load_pem_x509_certificates(_read(file, "FORMSPEC_TLS_CERTIFICATE"))[0]
    except ValueError:
        raise CertificateError(
            f"{file} holds no certificate that can be read: name the file with the whole chain, in PEM, in "
            "FORMSPEC_TLS_CERTIFICATE."
        ) from None
    if certificate.not_valid_after_utc < datetime.now(UTC):
        ended = certificate.not_valid_after_utc
        raise CertificateError(
            f"The certificate in {file} expired on {ended.day} {ended:%B %Y}: renew it, or name another in "
            "FORMSPEC_TLS_CERTIFICATE."
        )


def _require_plain_key(file: Path) -> None:
    """Raise CertificateError unless a file holds a private key that opens without a password."""
    try:
        load_pem_private_key(_read(file, "FORMSPEC_TLS_KEY"), password=None)
    except TypeError:
        raise CertificateError(
            f"The key in {file} is locked with a password, which nobody can type here: name one without in "
            "FORMSPEC_TLS_KEY."
        ) from None
    except ValueError:
        raise CertificateError(
            f"{file} holds no private key that can be read: name the file with the key of the certificate, in PEM, in "
            "FORMSPEC_TLS_KEY."
        ) from None


def _read(file: Path, setting: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        why = (fault.strerror or "it was refused").lower()
        raise CertificateError(
            f"{setting} names {file}, which cannot be read: {why}. Name another file, or change who may read it."
        ) from None
