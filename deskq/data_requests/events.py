"""Events of requests about a person's data: counts and reason, nothing about the person. Not published by the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PersonLookedUp:
    kind: ClassVar[str] = "person.looked_up"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    counts: Mapping[str, int]
    why: str


@dataclass(frozen=True, slots=True)
class PersonExported:
    kind: ClassVar[str] = "person.exported"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    counts: Mapping[str, int]
    why: str


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    kind: ClassVar[str] = "person.forgotten"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    counts: Mapping[str, int]
    why: str
