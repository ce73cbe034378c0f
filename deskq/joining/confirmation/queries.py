"""Reads join requests."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.joining.confirmation.models import JoinRequest, phone_index
from deskq.sms.one_time_code import queries as code_queries
from deskq.sms.one_time_code import rules as code_rules
from deskq.sms.one_time_code.rules import SentCodes

#: First word of the subject of an SMS with a code.
JOIN = "join"


def subject(request_id: int, number: int) -> str:
    """Subject of the SMS with this code, in the outbox."""
    return f"{JOIN} {request_id} {number}"


def by_hash(session: Session, token_hash: str) -> JoinRequest | None:
    wanted = select(JoinRequest).where(JoinRequest.token_hash == token_hash)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def by_id(session: Session, office_id: int, request_id: int) -> JoinRequest | None:
    found = session.get(JoinRequest, request_id, populate_existing=True)
    return found if found is not None and found.office_id == office_id else None


def codes_to(
    session: Session, office_id: int, number: str, since: datetime, address_index: str | None
) -> list[SentCodes]:
    """The codes sent to a phone number (E.164) for requests made since this time. Requests from before addresses were
    counted have none, so none are from there."""
    mine = (JoinRequest.office_id == office_id, JoinRequest.phone_index == phone_index(number))
    wanted = select(JoinRequest.asked_at, JoinRequest.codes, JoinRequest.address_index)
    rows = session.execute(wanted.where(*mine, JoinRequest.asked_at > since))
    return [
        SentCodes(at, codes, address_index is not None and asked_from == address_index)
        for at, codes, asked_from in rows
    ]


def back_code_sent_at(session: Session, office_id: int, number: str) -> datetime | None:
    """Time at which a code was last asked for, the first time or again, that leads back to the ticket of a phone number
    (E.164)."""
    mine = (JoinRequest.office_id == office_id, JoinRequest.phone_index == phone_index(number))
    until = session.scalar(select(func.max(JoinRequest.code_until)).where(*mine, JoinRequest.service_id.is_(None)))
    return until - code_rules.LASTS if until is not None else None


def code_sent_at(session: Session, asked: JoinRequest) -> datetime | None:
    """Time at which the last code of the request was asked for."""
    return code_queries.sent_at(session, asked.office_id, subject(asked.id, asked.codes))


def overdue(session: Session, office_id: int, now: datetime) -> list[JoinRequest]:
    """Requests whose code can no longer be entered, but whose number is still stored."""
    late = (JoinRequest.phone.is_not(None), JoinRequest.code_until <= now)
    return list(session.scalars(select(JoinRequest).where(JoinRequest.office_id == office_id, *late)))
