"""Which half-years have a report: a port, because the reports depend on this feature."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.core.text.half_years import Half


class HalfYearReports(Protocol):
    def published_at(self, session: Session, office_id: int) -> dict[int, datetime]:
        """{half: when its first version was published}."""
        ...

    def has_content(self, session: Session, office_id: int, half: Half) -> bool:
        """Whether there is anything to report about this half-year: visits or messages up to its end, or figures that
        are frozen already."""
        ...


class NoReports:
    def published_at(self, session: Session, office_id: int) -> dict[int, datetime]:
        return {}

    def has_content(self, session: Session, office_id: int, half: Half) -> bool:
        return True


PORT: Port[HalfYearReports] = Port("half_year_reports", NoReports())
