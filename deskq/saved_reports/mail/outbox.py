"""The outbox of e-mail: claims what is to be sent, hands it to the server, stores the result.

As with SMS, the state "sending" is committed before the first byte leaves. So with any number of processes a letter is
sent once, and one whose process died meanwhile is never sent again."""

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock, outage_log
from deskq.core.db.writing import end_reading
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.jobs.each_office import each_office
from deskq.saved_reports.mail import server
from deskq.saved_reports.mail.models import Mail
from deskq.saved_reports.mail.server import Attachment, Letter, MailServer
from deskq.sms import rules
from deskq.sms.gateways.port import BROKEN, PER_SMS_REASONS, RetryLater, SendFailed, SendRefused, Unconfirmed
from deskq.sms.models import OPEN_ROWS

log = logging.getLogger(__name__)
EXTENSION, SYSTEM, PART = "deskq_mail", "outbox", "the SMTP server"
BATCH = 8
#: A server may answer each of several commands late; after this time the process that sent has died.
LEASE = 10 * rules.LEASE
#: (session, office id, what it is about) → (address, subject, text), or None if it is not to be sent any more.
Write = Callable[[Session, int, str], tuple[str, str, str] | None]
#: (office id, what it is about) → (sentence for the end of the text, file), or None if it has no file. Called outside
#: of the transaction, because a file takes a second.
Attach = Callable[[int, str], "tuple[str, Attachment | None] | None"]


@dataclass(slots=True)
class Outbox:
    """``server`` is None while no SMTP server is named; ``writers``: {first word of ``about``: who writes it}."""

    server: MailServer | None
    writers: Mapping[str, Write]
    attachers: Mapping[str, Attach]


@dataclass(frozen=True, slots=True)
class Claimed:
    id: int
    attempt: int
    about: str
    letter: Letter


def init_app(app: Flask, writers: Mapping[str, Write], attachers: Mapping[str, Attach]) -> None:
    """Both by the first word of ``about``."""
    app.extensions[EXTENSION] = Outbox(server.from_settings(app.config), writers, attachers)


def outbox() -> Outbox:
    found: Outbox = current_app.extensions[EXTENSION]
    return found


def is_on() -> bool:
    return outbox().server is not None


def run_once() -> None:
    """One round for every office."""
    if not is_on():
        return
    wanted = select(Mail.office_id).where(OPEN_ROWS, Mail.next_at <= clock.now()).distinct()
    each_office(list(db.session().scalars(wanted)), _send_of)


def _send_of(office_id: int) -> None:
    for claimed in claim(office_id):
        end_reading()
        store_result(office_id, claimed, _answer(_with_file(office_id, claimed)))


def _with_file(office_id: int, claimed: Claimed) -> Claimed:
    attach = outbox().attachers.get(claimed.about.partition(" ")[0])
    added = attach(office_id, claimed.about) if attach is not None else None
    end_reading()
    if added is None:
        return claimed
    sentence, file = added
    text = f"{claimed.letter.text}\n{sentence}\n"
    return replace(claimed, letter=replace(claimed.letter, text=text, file=file))


def claim(office_id: int) -> list[Claimed]:
    claimed = []
    with transaction(office_id, SYSTEM) as tx:
        mine = (Mail.office_id == office_id, OPEN_ROWS, Mail.next_at <= tx.at)
        rows = tx.session.scalars(select(Mail).where(*mine).order_by(Mail.next_at, Mail.id).limit(BATCH))
        for mail in rows:
            write = outbox().writers.get(mail.about.partition(" ")[0])
            content = write(tx.session, office_id, mail.about) if write is not None else None
            if mail.state == "sending":
                _finish(mail, "unsure", tx.at, "interrupted")
            elif content is None or tx.at >= mail.until:
                _finish(mail, "dropped", tx.at, mail.problem or ("untrue" if content is None else "late"))
            else:
                mail.state, mail.attempts, mail.next_at = "sending", mail.attempts + 1, tx.at + LEASE
                letter = Letter(*content, key=f"deskq-{office_id}-{mail.id}", at=tx.at)
                claimed.append(Claimed(mail.id, mail.attempts, mail.about, letter))
    return claimed


def _answer(claimed: Claimed) -> SendFailed | None:
    mail_server = outbox().server
    assert mail_server is not None
    try:
        mail_server.send(claimed.letter)
    except SendFailed as failure:
        _log(claimed, failure)
        return failure
    except Exception as fault:  # its message may contain the address or a password: log only its type
        unknown = Unconfirmed(BROKEN, type(fault).__name__)
        _log(claimed, unknown)
        return unknown
    outage_log.works(PART)
    return None


def _log(claimed: Claimed, failure: SendFailed) -> None:
    """Without the address."""
    level = logging.ERROR if isinstance(failure, SendRefused) else logging.WARNING
    if failure.reason in PER_SMS_REASONS:
        log.log(level, "e-mail %d: %s", claimed.id, failure)
    else:
        outage_log.failed(PART, f"did not take e-mail {claimed.id}: {failure}", level, kind=failure.reason)


def store_result(office_id: int, claimed: Claimed, failure: SendFailed | None) -> None:
    with transaction(office_id, SYSTEM) as tx:
        mail = tx.session.get(Mail, claimed.id, populate_existing=True)
        if mail is None or (mail.state, mail.attempts) != ("sending", claimed.attempt):
            return
        if failure is None:
            _finish(mail, "sent", tx.at, None)
        elif isinstance(failure, RetryLater):
            mail.problem, mail.reference, mail.state = failure.reason, failure.code, "waiting"
            delay = rules.retry_delay(mail.attempts, random.random(), rules.MAX_NOTICE_RETRY)  # noqa: S311  (jitter)
            mail.next_at = tx.at + delay
        else:
            _finish(mail, "refused" if isinstance(failure, SendRefused) else "unsure", tx.at, failure.reason)
            mail.reference = failure.code


def _finish(mail: Mail, state: str, now: datetime, problem: str | None) -> None:
    mail.state, mail.done_at, mail.problem = state, now, problem
