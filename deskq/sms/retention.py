"""How long phone numbers and the list of SMS are kept."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.core.extensions import db
from deskq.core.retention_rules import Rule, old_rows
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.sms import outbox, queries, service
from deskq.sms.models import Notice, Sms


def _today(session: Session, office_id: int, now: datetime) -> int:
    return business_day.number_at(office_queries.office(session, office_id), now)


def _old_numbers(session: Session, office_id: int, now: datetime) -> list[int]:
    return queries.old_numbers(session, office_id, _today(session, office_id, now), outbox.is_on())


RULES = (
    Rule(
        "phone numbers of visitors",
        "until the end of the day, or the SMS the morning after",
        lambda session, office_id, now: len(_old_numbers(session, office_id, now)),
        lambda office_id, now: service.erase_numbers(office_id, _today(db.session(), office_id, now), outbox.is_on()),
    ),
    old_rows("SMS: time sent, without number or text", Sms, Sms.made_at, timedelta(days=30)),
    old_rows("SMS about appointments, the same", Notice, Notice.done_at, timedelta(days=30)),
)
