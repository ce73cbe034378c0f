"""Events of the charter."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CharterObjected:
    """A citizen said that a promise was not kept. ``about`` is ticket, message or application."""

    kind: ClassVar[str] = "charter.objected"
    promise: str
    about: str


@dataclass(frozen=True, slots=True)
class CharterObjectionSeen:
    """Somebody looked into what a citizen said, or takes that back (``seen`` false)."""

    kind: ClassVar[str] = "charter.objection_seen"
    objection: int
    seen: bool


@dataclass(frozen=True, slots=True)
class CharterObjectionUndone:
    kind: ClassVar[str] = "charter.objection_undone"
    promise: str
    about: str
