"""Which of the sixteen questions a visitor is asked: so few that they answer, so chosen that over many visits all are
answered. Pure."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Protocol

#: How many questions follow a tap, by where it came from. A shared screen asks one; machines and texts ask none.
QUESTIONS = {"phone": 2, "tablet": 1, "kiosk": 1, "sms": 2, "api": 0}
#: One answer weighs as much as so many questions left unanswered: one that nobody answers does not keep its place.
UNANSWERED = 4


class Tally(Protocol):
    @property
    def asked(self) -> int: ...
    @property
    def answered(self) -> int: ...


def choose(codes: Iterable[str], tallies: Mapping[str, Tally], ticket: int, count: int) -> list[str]:
    """Those answered least; among equals by a lot that is fixed for the ticket, in the order of the questionnaire."""
    given = list(codes)
    chosen = sorted(given, key=lambda code: (_weight(tallies.get(code)), _lot(ticket, code)))[:count]
    return [code for code in given if code in chosen]


def _weight(tally: Tally | None) -> int:
    if tally is None:
        return 0
    return UNANSWERED * tally.answered + max(0, tally.asked - tally.answered)


def _lot(ticket: int, code: str) -> bytes:
    return sha256(f"{ticket} {code}".encode()).digest()
