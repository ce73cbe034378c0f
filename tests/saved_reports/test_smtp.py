"""The way out to an SMTP server, on a real socket."""

from datetime import UTC, datetime

import pytest

from deskq.saved_reports.mail.server import Letter, SmtpServer, from_settings
from deskq.sms.gateways.port import RetryLater, SendRefused, Unconfirmed
from tests.saved_reports.fake_smtp_server import FakeSmtpServer

LETTER = Letter("a@example.ir", "گزارش مراجعه‌ها", "متن\n.\nhttp://x", "deskq-1-7", datetime(2026, 11, 28, tzinfo=UTC))


@pytest.fixture
def fake():
    made = FakeSmtpServer()
    yield made
    made.end()


@pytest.fixture
def smtp(fake) -> SmtpServer:
    return SmtpServer("127.0.0.1", fake.port, "none", "", "", "desk@example.ir")


def test_a_letter_arrives_whole(fake, smtp):
    smtp.send(LETTER)

    (letter,) = fake.letters
    assert fake.recipients == ["a@example.ir"]
    assert (letter["Subject"], letter["From"], letter["To"]) == (LETTER.subject, "desk@example.ir", LETTER.to)
    assert letter["Message-ID"] == "<deskq-1-7@example.ir>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()


@pytest.mark.parametrize(
    ("command", "answer", "raised"),
    [
        ("RCPT", "550 nobody here", SendRefused), ("RCPT", "450 later", RetryLater),
        ("MAIL", "553 not you", SendRefused), ("MAIL", "421 busy", RetryLater),
        ("DATA", "554 no", SendRefused), ("TEXT", "451 later", RetryLater), ("TEXT", "DROP", Unconfirmed),
        ("EHLO", "DROP", RetryLater),
    ],
)  # fmt: skip
def test_a_refusal_says_whether_a_retry_is_safe(fake, smtp, command, answer, raised):
    fake.answers[command] = answer

    with pytest.raises(raised):
        smtp.send(LETTER)


def test_a_server_that_is_not_there_is_tried_again_later(fake, smtp):
    fake.end()

    with pytest.raises(RetryLater):
        SmtpServer("127.0.0.1", 1, "none", "", "", "desk@example.ir").send(LETTER)


def test_without_encryption_on_the_server_nothing_is_sent_when_it_is_asked_for(fake):
    with pytest.raises(RetryLater):
        SmtpServer("127.0.0.1", fake.port, "starttls", "", "", "desk@example.ir").send(LETTER)

    assert fake.letters == []


def test_no_server_means_no_e_mail():
    assert from_settings({"SMTP_HOST": ""}) is None
