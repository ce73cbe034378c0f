"""What proves that two tables have the same rows: how many there are, and the sum of their hashes.

A sum does not depend on the order of the rows, so neither database has to sort them.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

Row = tuple[Any, ...]

BITS = 128
PIECE = 1000  #: rows between two reports of progress
Report = Callable[[int], None]


class Tally(NamedTuple):
    rows: int
    hash: str

    def __str__(self) -> str:
        return f"{self.rows} rows, hash {self.hash[:12]}"


class Counter:
    """Counts rows of int, float, str, bytes and None."""

    def __init__(self) -> None:
        self.rows = self._sum = 0

    def add(self, row: Row) -> str:
        """Count a row; returns the text that was hashed."""
        text = repr(row)
        digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=BITS // 8).digest()
        self._sum += int.from_bytes(digest)
        self.rows += 1
        return text

    def tally(self) -> Tally:
        return Tally(self.rows, f"{self._sum % (1 << BITS):0{BITS // 4}x}")


def of(rows: Iterable[Row]) -> Tally:
    counter = Counter()
    for row in rows:
        counter.add(row)
    return counter.tally()


def counted(rows: Iterable[Row], report: Report) -> Iterator[Row]:
    """Yields the rows, and reports how many there were so far."""
    done = 0
    for done, row in enumerate(rows, 1):
        yield row
        if done % PIECE == 0:
            report(done)
    report(done)
