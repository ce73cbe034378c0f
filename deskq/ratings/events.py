"""What is told of ratings: that one was given, never its score beside a name, never its words."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """``proof`` is a hash over the score and a salt that is kept with the rating."""

    kind: ClassVar[str] = "rating.given"
    ticket: int
    counter: int | None
    source: str
    proof: str
    mark: str | None = None


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


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    """More questions of the questionnaire were answered; which and how is not told."""

    kind: ClassVar[str] = "rating.answered"
    ticket: int
    counter: int | None


@dataclass(frozen=True, slots=True)
class RatingsMarked:
    """Ratings given before are counted apart from now on: a later one made a burst of them."""

    kind: ClassVar[str] = "rating.marked"
    tickets: tuple[int, ...]
    mark: str
