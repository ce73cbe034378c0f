"""Figures of a group of visits, and their sums. Pure."""

from array import array
from collections import Counter
from dataclasses import dataclass, field

from deskq.queue.rules.service_level import ServiceLevel

COUNTS = (
    *("arrivals", "served", "no_shows", "abandoned", "transfers", "priority"),
    *("joined", "overtaking", "overtaking_by_class", "in_time", "judged"),
)
LENGTHS = ("first", "total", "service")


@dataclass(slots=True)
class Figures:
    """``arrivals``: visitors who came; for a counter or clerk, visitors called there; for a service, those called or
    served for it, and those who came for it and were called for none. ``no_shows``: visitors who were
    called and did not come; ``abandoned``: visitors who left, or still waited at the end of the day; ``transfers``:
    moves to another service or counter; ``priority``: visitors of a class other than the ordinary one; ``joined``:
    tickets taken from outside; ``overtaking``: visitors called before somebody who had come earlier for the same
    service, ``overtaking_by_class``: those who passed only visitors of classes with less weight; ``in_time`` of
    the visitors ``judged`` were first called within the target, see ``service_level``. As {whole seconds, rounded up:
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
    in_time: int = 0
    judged: int = 0
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
        self.in_time += other.in_time
        self.judged += other.judged
        for mine, theirs in ((self.first, other.first), (self.total, other.total), (self.service, other.service)):
            for length, times in theirs.items():  # mostly one: faster than Counter.update
                mine[length] += times

    @property
    def level(self) -> ServiceLevel:
        return ServiceLevel(self.in_time, self.judged)


def packed(lengths: Counter[int]) -> bytes:
    """Lengths as stored: four bytes each, in order, the least significant byte first."""
    return b"".join(length.to_bytes(4, "little") for length in sorted(lengths.elements()))


def unpacked(stored: bytes) -> "array[int]":
    """Each length, ready for ``Counter.update``."""
    found = array("I", stored)
    if found.itemsize != 4 or array("H", b"\1\0")[0] != 1:  # on a machine with another array layout
        return array("L", (int.from_bytes(stored[at : at + 4], "little") for at in range(0, len(stored), 4)))
    return found
