"""Which half-years have pages of coding."""

from deskq.access.identity import Caller
from deskq.coding import queries
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import half_years
from deskq.core.text.half_years import Half
from deskq.reports.period.queries import today


def half_of(caller: Caller, text: str) -> Half:
    """The half-year of an address; ``NotFound`` for two together, in the future, and before the office's first visit
    and message."""
    session, half = db.session(), half_years.parse(text)
    now = today(session, caller.office_id)
    if half.is_pair or half.first > now or half.last < (queries.first_entry(session, caller.office_id) or now):
        raise NotFound
    return half
