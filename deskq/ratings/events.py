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


@dataclass(frozen=True, slots=True)
class RatingAppealed:
    """A clerk objected to whatever was said of this visit. Whether anything was is not told here."""

    kind: ClassVar[str] = "rating.appealed"
    ticket: int
    counter: int | None
    appeal: int


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """``ground`` only when it was upheld. Neither the score nor the words of anybody."""

    kind: ClassVar[str] = "rating.appeal_decided"
    ticket: int
    counter: int | None
    appeal: int
    upheld: bool
    ground: str | None
