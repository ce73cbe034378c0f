"""Which half-years have a report, for the charter, which announces the day of the next one."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.coding import queries as coding_queries
from deskq.core.text.half_years import Half
from deskq.half_year.models import ReportVersion
from deskq.half_year.queries import reports


class Published:
    """Implements ``charter/report_port.py``."""

    def published_at(self, session: Session, office_id: int) -> dict[int, datetime]:
        row = ReportVersion
        wanted = select(row.half, func.min(row.published_at)).where(
            row.office_id == office_id, row.published_at.is_not(None), row.withdrawn_at.is_(None)
        )
        return {half: at for half, at in session.execute(wanted.group_by(row.half)) if at is not None}

    def has_content(self, session: Session, office_id: int, half: Half) -> bool:
        first = coding_queries.first_entry(session, office_id)
        return (first is not None and first <= half.last) or bool(reports.versions(session, office_id, half))
