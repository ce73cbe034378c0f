"""Events of announcements; each refreshes the lobby boards."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AnnouncementSaved:
    kind: ClassVar[str] = "announcement.saved"
    announcement: int
    active: bool


@dataclass(frozen=True, slots=True)
class AnnouncementsOrdered:
    """``announcement`` was moved; ``order`` is the new order of all."""

    kind: ClassVar[str] = "announcement.ordered"
    announcement: int
    order: list[int]


@dataclass(frozen=True, slots=True)
class AnnouncementRemoved:
    kind: ClassVar[str] = "announcement.removed"
    announcement: int
