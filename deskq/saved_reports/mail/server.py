"""Hands e-mail to an SMTP server. Errors are those of SMS gateways: whether a retry is safe."""

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Protocol

from deskq.sms.gateways.port import (
    ACCOUNT,
    BROKEN,
    BUSY,
    NUMBER,
    OTHER,
    SENDER,
    TEXT,
    UNREACHABLE,
    RetryLater,
    SendFailed,
    SendRefused,
    Unconfirmed,
)

TIMEOUT = 10.0  # seconds for each answer of the server


@dataclass(frozen=True, slots=True)
class Attachment:
    """A PDF file with its name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """``key`` makes its Message-ID: the same letter sent twice is recognised as one."""

    to: str
    subject: str
    text: str
    key: str
    at: datetime
    file: Attachment | None = None


class MailServer(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand over one letter; raises ``SendFailed``."""
        ...


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """``security``: starttls, tls or none."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str

    def send(self, letter: Letter) -> None:
        try:
            connection = self._connect()
        except smtplib.SMTPAuthenticationError as refused:
            raise SendRefused(ACCOUNT, refused.smtp_code) from None
        except smtplib.SMTPResponseException as answer:
            raise RetryLater(BUSY, answer.smtp_code) from None
        except (smtplib.SMTPException, OSError) as fault:
            raise RetryLater(UNREACHABLE, type(fault).__name__) from None
        try:
            self._hand_over(connection, letter)
        finally:
            _leave(connection)

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            secure = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=secure)
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            if self.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            connection.ehlo_or_helo_if_needed()
            if self.user:
                connection.login(self.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _hand_over(self, connection: smtplib.SMTP, letter: Letter) -> None:
        """Refusals before the text are certain; a connection that breaks afterwards leaves it open."""
        try:
            connection.send_message(self._written(letter), self.sender, [letter.to])
        except smtplib.SMTPRecipientsRefused as refused:
            raise _failure(refused.recipients[letter.to][0], NUMBER) from None
        except smtplib.SMTPSenderRefused as refused:
            raise _failure(refused.smtp_code, SENDER) from None
        except smtplib.SMTPDataError as refused:
            raise _failure(refused.smtp_code, TEXT) from None
        except smtplib.SMTPNotSupportedError:
            raise SendRefused(OTHER) from None
        except (smtplib.SMTPException, OSError) as fault:
            raise Unconfirmed(BROKEN, type(fault).__name__) from None

    def _written(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, letter.to, letter.subject
        message["Date"] = format_datetime(letter.at)
        message["Message-ID"] = f"<{letter.key}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        if letter.file is not None:
            message.add_attachment(
                letter.file.content, maintype="application", subtype="pdf", filename=letter.file.name
            )
        return message


def _failure(code: int, reason: str) -> SendFailed:
    return SendRefused(reason, code) if code >= 500 else RetryLater(BUSY, code)


def _leave(connection: smtplib.SMTP) -> None:
    """The letter is handed over or not; how the connection ends changes nothing."""
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        connection.close()


def from_settings(settings: Mapping[str, Any]) -> MailServer | None:
    """None while no server is named."""
    if not settings["SMTP_HOST"]:
        return None
    names = ("HOST", "PORT", "SECURITY", "USER", "PASSWORD", "FROM")
    return SmtpServer(*(settings[f"SMTP_{name}"] for name in names))
