"""Saves the days that hang on a law. What was promised or served before keeps its day."""

from dataclasses import asdict

from sqlalchemy import select

from deskq.core.transactions import transaction
from deskq.office.row_store import changed, put
from deskq.service_sheets.models import LegalDays
from deskq.service_sheets.rules.legal_days import Days


def save(office_id: int, by: str, days: Days) -> None:
    with transaction(office_id, by) as tx:
        row_id = tx.session.scalar(select(LegalDays.id).where(LegalDays.office_id == office_id))
        row, changes = put(tx, LegalDays, row_id, asdict(days))
        if changes:
            changed(tx, "legal_days", row.id, changes)
