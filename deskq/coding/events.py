"""Events of coding. Codes only; what people said stays where it is."""

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
    """The second reading of an item, without having seen the first."""

    kind: ClassVar[str] = "coding.read_again"
    half: int
    source: str
    item: int
    category: int | None
    root_cause: str


@dataclass(frozen=True, slots=True)
class SampleDrawn:
    """``items`` were drawn at random for the second reading, beside those drawn before."""

    kind: ClassVar[str] = "coding.sample_drawn"
    half: int
    items: int
