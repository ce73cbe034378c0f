"""Uploaded tables with rows of one person. A table that names an erased person goes as a whole."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.application_exchange.models import ENDED, ApplicationImport
from deskq.application_exchange.reading import reader
from deskq.application_exchange.staging import Files
from deskq.core.errors import N_
from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction

ERASED = N_(
    "The table is deleted, because a person in it was erased. Please upload it again without the rows of this person."
)


def _rows_of(one: ApplicationImport, subject: Subject) -> list[list[str]]:
    lines = Files(one.token).lines
    return [cells for _, _, cells in reader.rows(lines) if subject.is_in(cells)] if lines.exists() else []


def _found(session: Session, office_id: int, subject: Subject) -> list[tuple[ApplicationImport, list[list[str]]]]:
    wanted = select(ApplicationImport).where(ApplicationImport.office_id == office_id).order_by(ApplicationImport.id)
    return [(one, rows) for one in session.scalars(wanted) if (rows := _rows_of(one, subject))]


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    return [
        {"table": one.name, "uploaded_at": written(one.made_at), "rows": [" | ".join(cells) for cells in rows]}
        for one, rows in _found(session, office_id, subject)
    ]


def _erase(tx: Transaction, subject: Subject) -> int:
    """The files go at once. An import that is not over ends: its table would bring the person back."""
    found = _found(tx.session, tx.office_id, subject)
    for one, _ in found:
        if one.state not in ENDED or one.state == "cancelled":
            one.state, one.problem, one.ended_at = "failed", ERASED, tx.at
        Files(one.token).remove()
    tx.session.flush()
    return len(found)


HOLDING = Holding(
    "imported_tables",
    Name("جدول‌های بارگذاری‌شده", "Uploaded tables"),
    {"table": "جدول", "uploaded_at": "زمان بارگذاری", "rows": "سطرها"},
    _find,
    _erase,
)
