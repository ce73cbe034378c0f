"""Reads in which way a citizen can be verified now. ``row_id``: the message or application."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.citizen_check import rules
from deskq.citizen_check.checks import CitizenCheck
from deskq.citizen_check.models import BrowserColumns, CheckColumns
from deskq.sms.one_time_code import queries as code_queries


def tries(session: Session, check: CitizenCheck, row_id: int) -> CheckColumns:
    """The stored tries, or a new row without any."""
    found: CheckColumns | None = session.get(check.tries, row_id, populate_existing=True)
    return found or check.tries(**{check.key: row_id}, wrong=0, codes=0, code_tries=0)


def known(session: Session, check: CitizenCheck, row_id: int, browser: str | None) -> BrowserColumns | None:
    """The row of this browser, if the citizen was verified in it."""
    key = {check.key: row_id, "browser": browser}
    return session.get(check.browsers, key, populate_existing=True) if browser is not None else None


def counted(session: Session, check: CitizenCheck, row_id: int, browser: str | None) -> CheckColumns | BrowserColumns:
    """The row that counts the wrong digits of this browser."""
    return known(session, check, row_id, browser) or tries(session, check, row_id)


def digits_open(session: Session, check: CitizenCheck, row_id: int, browser: str | None) -> bool:
    """Whether this browser may still try the four digits."""
    return rules.digits_open(counted(session, check, row_id, browser).wrong)


def check_digits_open(session: Session, check: CitizenCheck, row_id: int, browser: str | None) -> None:
    """Raises the ``too_many_tries`` of the check unless this browser may still try the four digits."""
    if not digits_open(session, check, row_id, browser):
        raise check.too_many_tries


def code_open(session: Session, check: CitizenCheck, row_id: int, now: datetime) -> bool:
    """Whether a code was sent that can still be entered."""
    return code_queries.is_open(tries(session, check, row_id), now)


def browsers(session: Session, check: CitizenCheck, row_id: int) -> list[BrowserColumns]:
    """Browsers in which the citizen was verified, the latest first."""
    table = check.browsers
    wanted = select(table).where(getattr(table, check.key) == row_id).order_by(table.proved_at.desc())
    return list(session.scalars(wanted))


def subject(check: CitizenCheck, row_id: int, number: int) -> str:
    """Subject of the SMS with this code of a row, in the outbox."""
    return f"{check.subject} {row_id} {number}"


def row_and_seed(session: Session, check: CitizenCheck, about: str, now: datetime) -> tuple[int, str | None]:
    """The row that the subject of an SMS names, and the seed of its code; None when the code is no longer valid."""
    row_id, number = (int(word) for word in about.split()[1:])
    return row_id, code_queries.current_seed(tries(session, check, row_id), number, now)
