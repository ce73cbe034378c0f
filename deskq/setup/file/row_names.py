"""Persian names by which the rows of a set-up file are known."""

from collections.abc import Iterable
from itertools import count
from typing import Protocol

from deskq.core.text import persian

LONGEST = 80  #: characters of a group's name


class NamedRow(Protocol):
    id: int
    name_fa: str


def distinct(rows: Iterable[NamedRow]) -> dict[int, str]:
    """{id: Persian name in files}. Rows that have one name, from a time before this was refused, get a number."""
    known = sorted(rows, key=lambda row: row.id)
    stored, names = {row.name_fa for row in known}, dict[int, str]()
    for row in known:
        taken = {*names.values()}
        names[row.id] = row.name_fa if row.name_fa not in taken else _numbered(row.name_fa, stored | taken)
    return names


def _numbered(name: str, taken: set[str]) -> str:
    ends = (f" ({persian.persian_digits(number)})" for number in count(2))
    return next(one for end in ends if (one := name[: LONGEST - len(end)] + end) not in taken)
