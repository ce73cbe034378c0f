"""Events of setting an office up."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SetupStepMarked:
    """A person tried a step that the server cannot see (print, sound), or left one out: ``mark`` is done or skipped."""

    kind: ClassVar[str] = "setup.marked"
    step: str
    mark: str


@dataclass(frozen=True, slots=True)
class SetupFileApplied:
    """A file of the whole set-up was applied; each change has an entry of its own. ``hash`` is that of the file."""

    kind: ClassVar[str] = "setup.file_applied"
    hash: str
    counts: int
