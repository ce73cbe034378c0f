"""Rules of announcements: when they are shown, their order, and required fields."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol

from deskq.core.errors import N_, DomainError, InvalidInput

Stage = Literal["off", "to come", "now", "over"]
MOST = 40


class TooManyAnnouncements(DomainError):
    slug = "too-many-announcements"
    title = N_("There are already %(most)s announcements. Please delete an expired one first.")


class Dated(Protocol):
    """``ends_at`` is the first moment at which it is no longer shown."""

    @property
    def active(self) -> bool: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def stage(announcement: Dated, now: datetime) -> Stage:
    """Whether it is over, switched off, shown now, or still to come."""
    if now >= announcement.ends_at:
        return "over"
    if not announcement.active:
        return "off"
    return "now" if now >= announcement.starts_at else "to come"


def check(text_fa: str, kind: str, starts_at: datetime, ends_at: datetime) -> None:
    """An announcement ends after it begins, and has a text unless it has a picture or a video."""
    wrong = {}
    if kind == "text" and not text_fa:
        wrong["text_fa"] = N_("Please write a text, or choose a picture or a video.")
    if ends_at <= starts_at:
        wrong["ends_day"] = N_("The end must be after the start.")
    if wrong:
        raise InvalidInput(wrong)


def moved(order: Sequence[int], row_id: int, step: int) -> list[int]:
    """The ids with this one moved by ``step`` positions, at most to either end."""
    others = [other for other in order if other != row_id]
    place = min(max(order.index(row_id) + step, 0), len(others))
    return [*others[:place], row_id, *others[place:]]
