"""Events of half-year reports. ``half`` is a number such as 14042. The texts become public when the report is
published."""

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
    """A correction was started, a further version with a text about what it corrects; again when that was reworded."""

    kind: ClassVar[str] = "half_year.correction"
    free_texts: ClassVar[dict[str, str]] = {"correction_fa": "typed", "correction_en": "typed"}
    half: int
    number: int
    correction_fa: str
    correction_en: str


@dataclass(frozen=True, slots=True)
class CorrectionDropped:
    """A correction that was begun by mistake is gone. It was never published."""

    kind: ClassVar[str] = "half_year.dropped"
    half: int
    number: int


@dataclass(frozen=True, slots=True)
class ReportPublished:
    """``digest``: SHA-256 of the public content, so that everybody can verify that a version never changed."""

    kind: ClassVar[str] = "half_year.published"
    half: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class ReportWithdrawn:
    """A published version was withdrawn, with the reason that everybody reads. Its content stays as it is."""

    kind: ClassVar[str] = "half_year.withdrawn"
    free_texts: ClassVar[dict[str, str]] = {"withdrawal_fa": "typed", "withdrawal_en": "typed"}
    half: int
    number: int
    withdrawal_fa: str
    withdrawal_en: str


@dataclass(frozen=True, slots=True)
class ActionPromised:
    """A corrective action was added or changed: its text, unit and Jalali due day."""

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
    """The next report states how a promise was kept."""

    kind: ClassVar[str] = "half_year.reviewed"
    free_texts: ClassVar[dict[str, str]] = {"why_fa": "typed", "why_en": "typed"}
    half: int
    promise: int
    outcome: str
    done_day: int | None
    new_due_day: int | None
    why_fa: str
    why_en: str


@dataclass(frozen=True, slots=True)
class FindingWritten:
    """A finding was written or changed. ``sources``: on what it rests, such as "subject:asphalt message:12"."""

    kind: ClassVar[str] = "half_year.finding"
    free_texts: ClassVar[dict[str, str]] = {"text_fa": "typed", "text_en": "typed"}
    half: int
    finding: int
    text_fa: str
    text_en: str
    sources: str


@dataclass(frozen=True, slots=True)
class FindingRemoved:
    kind: ClassVar[str] = "half_year.finding_removed"
    half: int
    finding: int


@dataclass(frozen=True, slots=True)
class ActionAssigned:
    """A person does a corrective action from now on; None: the head of its unit."""

    kind: ClassVar[str] = "half_year.action_assigned"
    half: int
    promise: int
    person: int | None


@dataclass(frozen=True, slots=True)
class ActionStepTaken:
    """A step of a corrective action was recorded; ``done``: it is finished with it; ``photo``: there is one."""

    kind: ClassVar[str] = "half_year.action_step"
    half: int
    promise: int
    done: bool
    photo: bool
