"""The result of an application: since when it is ready, where, until when it is kept, how long it is valid. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from deskq.core.text import jalali
from deskq.core.text.names import Name

MONTHS = {"month": 1, "year": 12}
#: Where a result is handed over: as the office says in words, at the service desk, or in the unit of the last stage.
Place = Literal["words", "desk", "unit"]


class LastStage(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def begun_at(self) -> datetime | None: ...


class SheetStage(Protocol):
    @property
    def days(self) -> int: ...
    @property
    def at_desk(self) -> bool: ...


class Sheet(Protocol):
    @property
    def handover(self) -> Name: ...
    @property
    def stages(self) -> Sequence[SheetStage]: ...


@dataclass(frozen=True, slots=True)
class Result:
    """``in_hand``: given to the applicant when the application was
    opened. ``keep_until``: None where the office has not said for how long it is kept; ``valid_until``: None where it
    has not said how long it is valid."""

    ready_at: datetime
    place: Place
    in_hand: bool
    keep_until: datetime | None = None
    valid_until: date | None = None

    @property
    def last_valid_day(self) -> Name | None:
        """``valid_until`` in words."""
        return jalali.named_date(self.valid_until) if self.valid_until is not None else None


def ready_at(state: str, ended_at: datetime | None, stages: Sequence[SheetStage], last: LastStage) -> datetime | None:
    """Since when the result can be fetched; ``last``: the last stage. One at the desk that takes no days is the handing
    over, so the result is ready when it begins. None while there is none, and of an application that has none."""
    handing_over = len(stages) > 1 and stages[-1].at_desk and not stages[-1].days
    if state == "finished":
        return (last.begun_at if handing_over else None) or ended_at
    return last.begun_at if state == "open" and handing_over and last.state == "here" else None


def place(sheet: Sheet) -> Place:
    """Where the result is handed over. Without words of the office it follows from who does the last stage."""
    if sheet.handover.fa:
        return "words"
    return "desk" if sheet.stages[-1].at_desk else "unit"


def valid_until(day: date, count: int, unit: str) -> date | None:
    """The last day of ``count`` days, Jalali months or years from ``day`` on; None for 0."""
    if not count:
        return None
    return jalali.later(day, days=count) if unit == "day" else jalali.later(day, months=count * MONTHS[unit])
