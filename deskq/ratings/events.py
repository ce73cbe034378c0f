"""What is told of ratings: that one was given, never its score beside a name, never its words."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RatingGiven:
    kind: ClassVar[str] = "rating.given"
    ticket: int
    counter: int | None
    source: str


@dataclass(frozen=True, slots=True)
class WordsAdded:
    kind: ClassVar[str] = "rating.words_added"
    ticket: int
    counter: int | None
