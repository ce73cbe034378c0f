"""Which of the sixteen questions a visitor is asked: few per visit, chosen so that over many visits all get answered.
Pure."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Protocol

#: How many questions follow the tap, by source. A shared screen asks one, the API none.
QUESTIONS_BY_SOURCE = {"phone": 2, "tablet": 1, "kiosk": 1, "sms": 2, "api": 0}
#: One answer weighs as much as this many unanswered showings: a question that nobody answers does not block the rest.
ANSWER_WEIGHT = 4


class Tally(Protocol):
    @property
    def asked(self) -> int: ...
    @property
    def answered(self) -> int: ...


def choose(codes: Iterable[str], tallies: Mapping[str, Tally], ticket: int, count: int) -> list[str]:
    """The ``count`` codes answered least, in the order of the questionnaire; ties are broken by a hash of the
    ticket."""
    every = list(codes)
    chosen = sorted(every, key=lambda code: (_weight(tallies.get(code)), _tie_breaker(ticket, code)))[:count]
    return [code for code in every if code in chosen]


def _weight(tally: Tally | None) -> int:
    if tally is None:
        return 0
    return ANSWER_WEIGHT * tally.answered + max(0, tally.asked - tally.answered)


def _tie_breaker(ticket: int, code: str) -> bytes:
    return sha256(f"{ticket} {code}".encode()).digest()
