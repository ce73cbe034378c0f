"""Events of practice, in the journal of the practice hall."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PracticeBegun:
    """A person began to practise, or began again."""

    kind: ClassVar[str] = "practice.begun"
    person: int


@dataclass(frozen=True, slots=True)
class PracticeLeft:
    kind: ClassVar[str] = "practice.left"
    person: int


@dataclass(frozen=True, slots=True)
class PracticeEnded:
    """Nobody practises any more: counters were closed, and the invented visitors went home."""

    kind: ClassVar[str] = "practice.ended"
