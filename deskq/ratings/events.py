"""Events of ratings. They carry neither the score nor the comment of a visitor."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """``proof``: hash over the score and a salt stored with the rating (see ``integrity``)."""

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
    """A clerk appealed about this visit. The event does not say whether the visit was rated."""

    kind: ClassVar[str] = "rating.appealed"
    ticket: int
    counter: int | None
    appeal: int


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """``ground`` is set only when the appeal was upheld. No score, no text."""

    kind: ClassVar[str] = "rating.appeal_decided"
    ticket: int
    counter: int | None
    appeal: int
    upheld: bool
    ground: str | None


@dataclass(frozen=True, slots=True)
class AnswersGiven:
    """Questions of the questionnaire were answered; the event does not say which or how."""

    kind: ClassVar[str] = "rating.answered"
    ticket: int
    counter: int | None


@dataclass(frozen=True, slots=True)
class RatingsMarked:
    """Earlier ratings are excluded from now on: with a later one they are a burst."""

    kind: ClassVar[str] = "rating.marked"
    tickets: tuple[int, ...]
    mark: str
