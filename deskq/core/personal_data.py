"""What is held of one visitor: each feature says it in its ``subject.py``; subjects/ lists them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about, by one of two: a telephone number as it is stored, or the digits of a national ID. ``id_key``
    is the server's, by which appointments know an ID. ``reports``: confidential reports too, if this is their own
    sender's number."""

    phone: str = ""
    national_id: str = ""
    id_key: str = ""
    reports: bool = False


#: {English key: a plain value, or a list of records}.
Record = dict[str, Any]


def nothing_open(session: Session, office_id: int, subject: Subject) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that is held. ``labels`` are the Persian words for keys of its records; ``find`` gives them,
    ``erase`` forgets whose they are and says of how many; ``still_open`` counts those somebody is working on."""

    code: str
    name: Name
    labels: Mapping[str, str]
    find: Callable[[Session, int, Subject], list[Record]]
    erase: Callable[[Transaction, Subject], int]
    still_open: Callable[[Session, int, Subject], int] = nothing_open


def written(moment: datetime | None) -> str | None:
    """1405/09/03 10:00 on the office's clock, as an export shows it."""
    if moment is None:
        return None
    local = moment.astimezone(clock.zone())
    return f"{jalali.short_date(local.date())} {local:%H:%M}"
