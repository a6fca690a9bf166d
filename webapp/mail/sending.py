"""Handing one message to the mail server.

Here lives the connection, which is encrypted before anything is told unless the server is this computer, and what a
refusal means. A fault names what happened in words of ours and the server's number: what the server says beside it may
repeat the message, and is kept nowhere.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr

from webapp.services import MailServer
from webapp.storage.outbox_statements import Letter

_SECONDS = 20
_FOR_EVER = 500
"""From this number on a refusal is meant for good; below it the server asks to be tried again."""


class NotSent(Exception):  # noqa: N818 (named after what happened)
    """A message was not sent; `final` says that no later try would send it."""

    def __init__(self, fault: str, *, final: bool = False) -> None:
        super().__init__(fault)
        self.final = final


def send(server: MailServer, letter: Letter) -> None:
    """Hand a message to the mail server. Raises NotSent."""
    try:
        with _connected(server) as connection:
            connection.send_message(_written(server, letter))
    except smtplib.SMTPRecipientsRefused as refused:
        code = max(number for number, _ in refused.recipients.values())
        raise NotSent(
            f"the mail server refused the address of the recipient ({code})", final=code >= _FOR_EVER
        ) from None
    except smtplib.SMTPAuthenticationError as refused:
        raise NotSent(f"the mail server refused the user or the password ({refused.smtp_code})") from None
    except smtplib.SMTPResponseException as refused:
        raise NotSent(f"the mail server refused the message ({refused.smtp_code})") from None
    except smtplib.SMTPNotSupportedError:
        raise NotSent("the mail server cannot encrypt, check a password, or write to this address") from None
    except ssl.SSLCertVerificationError:
        raise NotSent("the certificate of the mail server does not hold, so nothing was told to it") from None
    except ssl.SSLError:
        raise NotSent(
            "the mail server does not encrypt in this way: try smtp:// for smtps://, or another port"
        ) from None
    except (OSError, smtplib.SMTPException):
        raise NotSent("the mail server could not be reached, or broke off") from None
    except ValueError:
        raise NotSent("the message cannot be written as mail", final=True) from None


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Give a connection on which a message may be handed over."""
    trust = _trust(server)
    if server.encrypted:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=trust)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    with connection:
        connection.ehlo_or_helo_if_needed()
        if not server.encrypted and (connection.has_extn("starttls") or not server.here):
            connection.starttls(context=trust)
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def _trust(server: MailServer) -> ssl.SSLContext:
    """Return whose certificates hold: those that this computer trusts, and any of its own."""
    trust = ssl.create_default_context()
    if server.here:
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    return trust


def _written(server: MailServer, letter: Letter) -> EmailMessage:
    """Return a message as it goes over the wire; sent twice it has one id, by which mail programs know it."""
    written = EmailMessage(policy=SMTP)
    written["From"] = server.sender
    written["To"] = letter.message.recipient
    written["Subject"] = letter.message.subject
    written["Date"] = formatdate(letter.created.timestamp())
    written["Message-ID"] = f"<{letter.id}@{parseaddr(server.sender)[1].rpartition('@')[2]}>"
    written["Auto-Submitted"] = "auto-generated"
    written.set_content(letter.message.body)
    return written
