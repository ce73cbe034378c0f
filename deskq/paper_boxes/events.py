"""Events of paper boxes."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class BoxOpened:
    kind: ClassVar[str] = "box.opened"
    opening: int
    box: int
    slips: int


@dataclass(frozen=True, slots=True)
class PastOpeningRecorded:
    """An opening with a stated day of the past (a Jalali number) was typed; the entry has the real time. ``settled``:
    its slips are for the reports only; ``scanned``: the signed minutes are there as a scan."""

    kind: ClassVar[str] = "box.past"
    opening: int
    day: int
    settled: bool
    scanned: bool


@dataclass(frozen=True, slots=True)
class BoxOpeningClosed:
    kind: ClassVar[str] = "box.closed"
    opening: int
    typed: int
    empty: int


@dataclass(frozen=True, slots=True)
class BoxSlipUndone:
    """A slip was typed in by mistake; ``message`` is None of one that said nothing."""

    kind: ClassVar[str] = "box.slip_undone"
    opening: int
    message: int | None
