"""Events of requests about a person's data: counts and reason, nothing about the person. The API does not publish them
(api/journal_redaction.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PersonLookedUp:
    kind: ClassVar[str] = "person.looked_up"
    counts: Mapping[str, int]
    why: str


@dataclass(frozen=True, slots=True)
class PersonExported:
    kind: ClassVar[str] = "person.exported"
    counts: Mapping[str, int]
    why: str


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    kind: ClassVar[str] = "person.forgotten"
    counts: Mapping[str, int]
    why: str
