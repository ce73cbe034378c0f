"""What stands on a printed ticket, and the widths of paper."""

from dataclasses import dataclass
from typing import NamedTuple

#: {dots across: millimetres of the roll}; 512 is what some printers of 80 mm have.
WIDTHS = {576: 80, 512: 80, 384: 58}


class Direction(NamedTuple):
    """Directions in words, and the arrow (see ``office.rules.Place``)."""

    arrow: str
    words: str


@dataclass(frozen=True, slots=True)
class PrintedTicket:
    """The content of one printed ticket or slip, in its visitor's language and digits. ``qr`` is the address of the
    phone page, None when unknown; ``directions``: ways to the counters; ``again``: the note on a reprint."""

    language: str
    office: str
    title: str
    code: str
    service: str
    facts: tuple[tuple[str, str], ...]
    directions_title: str
    directions: tuple[Direction, ...]
    foot: str
    priority: str = ""
    bring_title: str = ""
    bring: str = ""
    qr: str | None = None
    qr_words: str = ""
    again: str = ""
