"""Input of ``service.issue``: what a visitor, a clerk or an appointment asks for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewTicket:
    """``secret`` is the visitor's own, for the address of their page; only its hash is stored. ``priority_code`` empty:
    the ordinary class. ``request_key`` makes a request sent twice one ticket. ``begins_at`` is a promised hour."""

    service_code: str
    secret: str
    priority_code: str = ""
    language: str = "fa"
    request_key: str | None = None
    in_person: bool = False
    begins_at: datetime | None = None
