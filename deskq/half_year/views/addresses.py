"""Which half-years have pages for the staff."""

from deskq.access.identity import Caller
from deskq.coding import queries as coding_queries
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import half_years
from deskq.core.text.half_years import Half
from deskq.half_year.queries import reports
from deskq.reports.period.queries import today


def half_of(caller: Caller, text: str) -> Half:
    """The half-year of an address; ``NotFound`` in the future, and before the office's first visit and message unless
    it has a report."""
    session, half = db.session(), half_years.parse(text)
    now = today(session, caller.office_id)
    first = coding_queries.first_entry(session, caller.office_id) or now
    if half.first > now or (half.last < first and not reports.versions(session, caller.office_id, half)):
        raise NotFound
    return half
