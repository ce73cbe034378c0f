"""Events of half-year reports. ``half`` is 14042; texts are those that everybody may read once they are published."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FiguresFrozen:
    """A copy of the figures was taken for this version. ``digest``: SHA-256 of the copy."""

    kind: ClassVar[str] = "half_year.frozen"
    half: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class HeadlineWritten:
    kind: ClassVar[str] = "half_year.headline"
    free_texts: ClassVar[dict[str, str]] = {"headline_fa": "typed", "headline_en": "typed"}
    half: int
    number: int
    headline_fa: str
    headline_en: str


@dataclass(frozen=True, slots=True)
class CorrectionStarted:
    """A version after the first, which says what it corrects."""

    kind: ClassVar[str] = "half_year.correction"
    free_texts: ClassVar[dict[str, str]] = {"correction_fa": "typed", "correction_en": "typed"}
    half: int
    number: int
    correction_fa: str
    correction_en: str


@dataclass(frozen=True, slots=True)
class ReportPublished:
    """``digest``: SHA-256 of what is public, so that everybody can see that a version never changed."""

    kind: ClassVar[str] = "half_year.published"
    half: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class ActionPromised:
    """A corrective action was added or changed: what, by which unit, until which Jalali day."""

    kind: ClassVar[str] = "half_year.promised"
    free_texts: ClassVar[dict[str, str]] = {
        "what_fa": "typed", "what_en": "typed", "proof_fa": "typed", "proof_en": "typed",
    }  # fmt: skip
    half: int
    promise: int
    what_fa: str
    what_en: str
    proof_fa: str
    proof_en: str
    unit: int
    due_day: int


@dataclass(frozen=True, slots=True)
class ActionRemoved:
    kind: ClassVar[str] = "half_year.removed"
    half: int
    promise: int


@dataclass(frozen=True, slots=True)
class PromiseReviewed:
    """How a promise was kept, as the report after it says."""

    kind: ClassVar[str] = "half_year.reviewed"
    free_texts: ClassVar[dict[str, str]] = {"why_fa": "typed", "why_en": "typed"}
    half: int
    promise: int
    outcome: str
    done_day: int | None
    new_due_day: int | None
    why_fa: str
    why_en: str
