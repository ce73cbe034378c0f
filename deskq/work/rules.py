"""Tasks of a person: their order, their ages, and how many there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

#: From the most urgent on; ``paused`` waits for somebody else.
AGES = ("late", "red", "amber", "calm")
#: So many tasks are on one page; the others are in the lists of the parts.
MOST_SHOWN = 60
#: Numbers are counted up to here; a page then says "over".
MOST_COUNTED = 999


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for one person or their unit. All texts are in the language of the page.

    ``sort_at``: when it is due, or since when it waits; ``when``: the same in words; ``about``: whom or what it
    concerns, as far as the reader may know it; ``next_step``: what to do now; ``covers``: the colleague on leave whose
    work it is; ``number``: how many things one press leads to.
    """

    sort_at: datetime
    age: str
    icon: str
    title: str
    next_step: str
    address: str
    when: str
    about: str = ""
    code: str = ""
    unit: str = ""
    covers: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Count:
    """How many tasks there are, and how many of them are late."""

    open: int = 0
    late: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.open + other.open, self.late + other.late)


def by_due_date(tasks: Iterable[Task]) -> list[Task]:
    """The earliest first: what is late longest stands at the top."""
    return sorted(tasks, key=lambda one: one.sort_at)


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def at_page(page: str, counts: Mapping[str, Count]) -> Count:
    """The number beside a page of the menu."""
    return counts.get(page, Count())
