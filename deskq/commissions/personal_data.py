"""What commissions hold about the applications of one person."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.applications.personal_data import ids_of
from deskq.commissions import queries, retention
from deskq.commissions.models import CommissionCorrection, CommissionItem, CommissionSession
from deskq.commissions.rules.verdicts import VERDICTS
from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.messages import tracking_code
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS


def _ids(office_id: int, subject: Subject) -> Select[int]:
    return retention.heard().where(Application.id.in_(ids_of(office_id, subject)))


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    wanted = select(Application).where(Application.id.in_(_ids(office_id, subject))).order_by(Application.id)
    return [
        {
            "code": tracking_code.spaced(application.code),
            "commission": COMMISSIONS[meeting.commission].fa,
            "starts_at": written(meeting.starts_at),
            "defence": item.defence,
            "verdict": VERDICTS[meeting.commission][item.verdict].name.fa if item.verdict else "",
            "reason": item.reason,
            "amount": item.amount,
            "corrected": "\n".join(f"{one.reason} ({one.why})" for one in corrections.get(item.id, ())),
        }
        for application in session.scalars(wanted)
        for item, meeting, corrections in _with_corrections(session, application.id)
    ]


def _with_corrections(
    session: Session, application_id: int
) -> list[tuple[CommissionItem, CommissionSession, dict[int, list[CommissionCorrection]]]]:
    found = queries.of_application(session, application_id)
    corrections = queries.corrections(session, [item.id for item, _ in found])
    return [(item, meeting, corrections) for item, meeting in found]


def _erase(tx: Transaction, subject: Subject) -> int:
    return retention.erase(tx, list(tx.session.scalars(_ids(tx.office_id, subject))))


HOLDING = Holding(
    "commissions",
    Name("جلسه‌های کمیسیون", "Commission sessions"),
    {
        "code": "کد رهگیری",
        "commission": "کمیسیون",
        "starts_at": "زمان جلسه",
        "defence": "لایحه",
        "verdict": "رأی",
        "reason": "دلیل",
        "amount": "مبلغ (ریال)",
        "corrected": "دلیل رأی پیش از اصلاح (و علت اصلاح)",
    },
    _find,
    _erase,
)
