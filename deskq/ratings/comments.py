"""Words of visitors without their visits: in an order that says nothing, dated by a week in which many wrote. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from deskq.ratings.periods import week_of

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Words:
    """``week`` is its Saturday, None where fewer wrote in that week than make a group; ``counts``: its rating does."""

    text: str
    week: date | None
    counts: bool


def shuffled(found: Iterable[tuple[str, int, bool]], group: int) -> list[Words]:
    """(text, Jalali day, whether it counts) without order: sorted by a hash of the text, so that neither time nor
    counter shines through, and the list is the same at every look."""
    rows = [(text, week_of(day), counts) for text, day, counts in found]
    in_week = Counter(week for _, week, _ in rows)
    rows.sort(key=lambda row: sha256(row[0].encode()).digest())
    return [Words(text, week if in_week[week] >= group else None, counts) for text, week, counts in rows]
