"""Types for personal data of one person: each feature describes its data in ``personal_data.py`` as ``Holding``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction


@dataclass(frozen=True, slots=True)
class Subject:
    """The person, by one of two: a telephone number as it is stored, or the digits of a national ID. ``id_key`` is the
    server's key with which appointments hash an ID. ``reports``: include confidential reports sent from this number."""

    phone: str = ""
    national_id: str = ""
    id_key: str = ""
    reports: bool = False

    def is_in(self, cells: Iterable[str]) -> bool:
        """Whether one of these texts, such as the cells of a table, has the person's number, in any spelling. Tables
        often lose the zeros with which a number begins."""
        sought = (self.phone.removeprefix("+98") or self.national_id).lstrip("0")
        return any(sought in persian.only_digits(cell) for cell in cells)


#: {English key: a plain value, or a list of records}.
Record = dict[str, Any]


def nothing_open(session: Session, office_id: int, subject: Subject) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of stored personal data. ``labels`` are Persian labels for the keys of its records; ``find`` returns the
    records, ``erase`` removes the person from them and returns how many; ``still_open`` counts those in progress."""

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
    local = clock.local(moment)
    return f"{jalali.short_date(local.date())} {local:%H:%M}"
