"""Events of coding. They contain codes only, no texts."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ItemCoded:
    """A message or the comment of a rating (``source``, ``item``) got a subject and a root cause, or another one."""

    kind: ClassVar[str] = "coding.coded"
    half: int
    source: str
    item: int
    category: int | None
    root_cause: str


@dataclass(frozen=True, slots=True)
class ItemReadAgain:
    """A second reader coded an item without seeing the first code."""

    kind: ClassVar[str] = "coding.read_again"
    half: int
    source: str
    item: int
    category: int | None
    root_cause: str


@dataclass(frozen=True, slots=True)
class SampleDrawn:
    """``items``: number of further items drawn at random for the second reading."""

    kind: ClassVar[str] = "coding.sample_drawn"
    half: int
    items: int


@dataclass(frozen=True, slots=True)
class CodeTakenBack:
    """An item that was coded with many others is not coded any more: that press was undone."""

    kind: ClassVar[str] = "coding.taken_back"
    half: int
    source: str
    item: int
