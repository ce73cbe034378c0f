"""What pages of other features show of the charter: a port for templates (``ports.charter``)."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from deskq.core.ports import Port
from deskq.core.text import jalali
from deskq.core.text.names import Name


@dataclass(frozen=True, slots=True)
class NextReport:
    """``half``: 14051; ``state``: far, near or missed."""

    half: int
    day: date
    state: str

    @property
    def day_words(self) -> Name:
        return Name(jalali.written_date(self.day, "fa"), jalali.written_date(self.day, "en"))


class CharterLinks(Protocol):
    def is_open(self) -> bool:
        """Whether this office has a charter."""
        ...

    def next_report(self) -> NextReport | None:
        """The half-year report that is announced next, if one is."""
        ...


class NoCharter:
    def is_open(self) -> bool:
        return False

    def next_report(self) -> NextReport | None:
        return None


PORT: Port[CharterLinks] = Port("charter", NoCharter())
