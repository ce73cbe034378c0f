"""Inspections of the applications of one person."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.applications.personal_data import ids_of
from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.inspections import retention
from deskq.inspections.queries import rows
from deskq.inspections.rules.results import OUTCOME_NAMES
from deskq.messages import tracking_code


def _ids(office_id: int, subject: Subject) -> Select[int]:
    return retention.inspected().where(Application.id.in_(ids_of(office_id, subject)))


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    wanted = select(Application).where(Application.id.in_(_ids(office_id, subject))).order_by(Application.id)
    return [_record(session, one) for one in session.scalars(wanted)]


def _record(session: Session, application: Application) -> Record:
    place = rows.place(session, application.id)
    point = place.point if place is not None else None
    return {
        "code": tracking_code.spaced(application.code),
        "address": place.address if place is not None else "",
        "point": f"{point[0] / 1e6:.6f}, {point[1] / 1e6:.6f}" if point is not None else "",
        "results": [
            {
                "outcome": OUTCOME_NAMES[one.outcome].fa,
                "words": one.words,
                "noted_at": written(one.noted_at),
                "photos": len(rows.photos(session, [one.id])),
            }
            for one in rows.results(session, application.id)
        ],
    }


def _erase(tx: Transaction, subject: Subject) -> int:
    return retention.erase(tx, list(tx.session.scalars(_ids(tx.office_id, subject))))


HOLDING = Holding(
    "inspections",
    Name("بازدیدها", "Inspections"),
    {
        "code": "کد رهگیری",
        "address": "نشانی",
        "point": "نقطه روی نقشه",
        "results": "نتیجه‌ها",
        "outcome": "نتیجه",
        "words": "متن",
        "noted_at": "زمان بازدید",
        "photos": "تعداد عکس",
    },
    _find,
    _erase,
)
