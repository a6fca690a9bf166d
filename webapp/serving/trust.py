"""Whether a browser would trust a certificate.

Here lives the question, and what is answered to it: a handshake with oneself, as a browser begins it that knows the
authorities of Mozilla's list, or the school's own authority.
"""

import ssl

import certifi

from webapp.reach import CertificateFiles

_NOT_ITS_NAME = {62, 64}
"""What OpenSSL says of a name or an address that a certificate is not for: X509_V_ERR_HOSTNAME_MISMATCH and IP_."""


def mistrust(shown: ssl.SSLContext, host: str, files: CertificateFiles) -> str:
    """Return why a browser that asks for a host would warn of what is shown to it, in one sentence, "" if it does not.

    Raises OSError, ssl.SSLError among them, when the authority's own file cannot be read.
    """
    authorities = files.authority or certifi.where()
    asking = ssl.create_default_context(cafile=authorities)
    try:
        _shake_hands(asking, shown, host)
    except ssl.SSLCertVerificationError as fault:
        if fault.verify_code in _NOT_ITS_NAME:
            return (
                f"The certificate in {files.certificate} is not for {host}: name one that is in "
                "FORMSPEC_TLS_CERTIFICATE, or set FORMSPEC_URL to an address that it is for."
            )
        return (
            f"Browsers would warn of the certificate in {files.certificate}, since it was not issued by an authority "
            "that they trust: name a file with the whole chain in FORMSPEC_TLS_CERTIFICATE, or, where the school's own "
            "authority issued it and its devices trust that, the authority's certificate in FORMSPEC_TLS_AUTHORITY."
        )
    return ""


def _shake_hands(asking: ssl.SSLContext, shown: ssl.SSLContext, host: str) -> None:
    """Let two contexts speak to each other in memory. Raises ssl.SSLCertVerificationError."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    browser = asking.wrap_bio(back, there, server_hostname=host)
    server = shown.wrap_bio(there, back, server_side=True)
    for side in (browser, server, browser):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
