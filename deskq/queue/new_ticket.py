"""Input of ``service.issue``: what a visitor, a clerk or an appointment asks for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewTicket:
    """``secret`` is the visitor's own, for the address of their page; only its hash is stored. ``priority_code`` empty:
    the ordinary class; ``any_class``: staff may give one that visitors cannot choose. ``request_key`` makes a request
    sent twice one ticket. ``begins_at`` is a promised hour; ``away``: the visitor is not here yet; ``late_ok``: the
    visitor knows that the office may close before the turn; ``by_staff``: given also after the queue has closed."""

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
