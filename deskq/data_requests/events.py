"""What was done with one person's data: how much, why, and nothing of whose it was. Machines do not get these by the
API: their kinds begin with ``person.`` (api/impersonal.py)."""

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
