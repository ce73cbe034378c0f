"""Events of the ratings of applications: what was answered, not by whom."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ApplicationRated:
    """``question``: done, in_time or polite; ``way``: page or sms."""

    kind: ClassVar[str] = "application.rated"
    application: int
    question: str
    yes: bool
    way: str


@dataclass(frozen=True, slots=True)
class ApplicationRatingTakenBack:
    kind: ClassVar[str] = "application.rating_taken_back"
    application: int
    question: str
