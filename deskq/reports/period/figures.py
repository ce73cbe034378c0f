"""Figures of a group of visits, and their sums. Pure."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

COUNTS = (
    *("arrivals", "served", "no_shows", "abandoned", "transfers", "priority"),
    *("joined", "overtaking", "overtaking_by_class"),
)
LENGTHS = ("first", "total", "service")


@dataclass(slots=True)
class Figures:
    """``arrivals``: visitors who came; for a counter or clerk, visitors called there. ``no_shows``: visitors who were
    called and did not come; ``abandoned``: visitors who left, or still waited at the end of the day; ``transfers``:
    moves to another service or counter; ``priority``: visitors of a class other than the ordinary one; ``joined``:
    tickets taken from outside; ``overtaking``: visitors called before somebody who had come earlier for the same
    service, ``overtaking_by_class``: those who passed only visitors of classes with less weight. As {whole seconds:
    visits}: ``first`` wait and ``total`` wait of called visitors, ``service`` time of finished visits."""

    arrivals: int = 0
    served: int = 0
    no_shows: int = 0
    abandoned: int = 0
    transfers: int = 0
    priority: int = 0
    joined: int = 0
    overtaking: int = 0
    overtaking_by_class: int = 0
    first: Counter[int] = field(default_factory=Counter)
    total: Counter[int] = field(default_factory=Counter)
    service: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Figures") -> None:
        self.arrivals += other.arrivals
        self.served += other.served
        self.no_shows += other.no_shows
        self.abandoned += other.abandoned
        self.transfers += other.transfers
        self.priority += other.priority
        self.joined += other.joined
        self.overtaking += other.overtaking
        self.overtaking_by_class += other.overtaking_by_class
        for mine, theirs in ((self.first, other.first), (self.total, other.total), (self.service, other.service)):
            for length, times in theirs.items():  # mostly one: faster than Counter.update
                mine[length] += times

    def within(self, seconds: int) -> int:
        """Number of visitors whose first call came within ``seconds``."""
        return sum(times for wait, times in self.first.items() if wait <= seconds)


def packed(lengths: Counter[int]) -> bytes:
    """Lengths as stored: four bytes each, in order, the least significant byte first."""
    return b"".join(length.to_bytes(4, "little") for length in sorted(lengths.elements()))


def unpacked(stored: bytes) -> "array[int]":
    """Each length, ready for ``Counter.update``."""
    found = array("I", stored)
    if found.itemsize != 4 or array("H", b"\1\0")[0] != 1:  # on a machine with another array layout
        return array("L", (int.from_bytes(stored[at : at + 4], "little") for at in range(0, len(stored), 4)))
    return found
