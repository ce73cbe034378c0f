"""The section of a set-up file about the days that hang on a law: one row, as that of the office."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.transactions import Transaction
from deskq.service_sheets import queries
from deskq.service_sheets.forms import LegalDaysForm
from deskq.service_sheets.rules.legal_days import Days
from deskq.service_sheets.service import legal_days
from deskq.web.forms import Form

Row = dict[str, Any]
SECTIONS: Mapping[str, type[Form]] = {"legal_days": LegalDaysForm}


def export(session: Session, office_id: int) -> dict[str, Row]:
    return {"legal_days": asdict(queries.legal_days(session, office_id))}


def _write(tx: Transaction, row: Row, wanted: Mapping[str, Mapping[str, Row]]) -> None:
    legal_days.save(tx.office_id, tx.by, Days(**row))


WRITES = {"legal_days": _write}
