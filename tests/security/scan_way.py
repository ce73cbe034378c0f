"""The way to the page by which a phone sends a scan."""

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.document_scans.service import links
from deskq.document_scans.service.target import Target
from deskq.office import queries as office_queries
from tests.security.form_ways import Caller, Way
from tests.security.hostile_office import Town


def scan_of_phone(caller: Caller, town: Town) -> Way:
    """A code that a clerk has asked for just now."""
    first = office_queries.first_office(db.session())
    target = Target(first.id, "test", 1, None, "key-of-a-draft")
    _, secret = links.ask(target, "deed", Name("سند مالکیت", "Title deed"))
    phone = caller("nobody")
    return "nobody", phone, [phone.get(f"/scan/{secret}")]
