"""Events of the set-up."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SetupStepMarked:
    """A person tested a step that the server cannot observe (print, sound), or skipped a step. ``mark``: done,
    skipped."""

    kind: ClassVar[str] = "setup.marked"
    step: str
    mark: str


@dataclass(frozen=True, slots=True)
class TrialAsked:
    """A person asked a paired device for the trial of a step: ``printing`` or ``sound``."""

    kind: ClassVar[str] = "setup.trial_asked"
    step: str
    device: int


@dataclass(frozen=True, slots=True)
class TrialAnswered:
    """A device says what became of the trial with this sequence: ``printed``, ``heard``, ``silent`` or ``hushed``."""

    kind: ClassVar[str] = "setup.trial_answered"
    trial: int
    device: int
    result: str


@dataclass(frozen=True, slots=True)
class SetupFileApplied:
    """A file of the whole set-up was applied; each change has an entry of its own. ``hash``: SHA-256 of the file."""

    kind: ClassVar[str] = "setup.file_applied"
    hash: str
    counts: int
