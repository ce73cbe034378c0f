"""Input of ``service.issue``: what a visitor, a clerk or an appointment asks for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewTicket:
    """``secret``: part of the address of the visitor's page; only its hash is stored. ``priority_code``: empty for the
    ordinary class; ``any_class``: also a class that visitors cannot choose. ``request_key``: a request sent twice with
    the same key gives one ticket. ``begins_at``: a promised hour; ``away``: the visitor is not here yet; ``late_ok``:
    the visitor knows that the office may close before the turn; ``by_staff``: allowed also after the queue has
    closed."""

    service_code: str
    secret: str
    priority_code: str = ""
    language: str = "fa"
    request_key: str | None = None
    in_person: bool = False
    begins_at: datetime | None = None
    away: bool = False
    group_size: int = 1
    any_class: bool = False
    late_ok: bool = False
    by_staff: bool = False
