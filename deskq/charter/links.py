"""Implements the port: links to the charter on other pages, and the announced report."""

from deskq.access import identity
from deskq.charter import queries
from deskq.charter.port import NextReport
from deskq.core.extensions import db


class Links:
    """Implements ``charter/port.py``."""

    def is_open(self) -> bool:
        return bool(queries.offered(db.session(), identity.office_id()))

    def next_report(self) -> NextReport | None:
        return queries.next_report(db.session(), identity.office_id())
