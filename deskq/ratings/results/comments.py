"""Comments detached from their visits: order without meaning, dated only by weeks with many comments. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from deskq.ratings.results.periods import week_of

MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Comment:
    """``week``: its Saturday, None where fewer comments than a group came in that week; ``counts``: its rating is not
    excluded."""

    text: str
    week: date | None
    counts: bool


def shuffled_comments(found: Iterable[tuple[str, int, bool]], group: int) -> list[Comment]:
    """Comments from (text, Jalali day, whether it counts), sorted by a hash of the text: the order reveals neither time
    nor counter and is the same on every request."""
    rows = [(text, week_of(day), counts) for text, day, counts in found]
    in_week = Counter(week for _, week, _ in rows)
    rows.sort(key=lambda row: sha256(row[0].encode()).digest())
    return [Comment(text, week if in_week[week] >= group else None, counts) for text, week, counts in rows]
