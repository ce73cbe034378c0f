"""Events of API tokens: created, revoked. The token itself is in no event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TokenCreated:
    kind: ClassVar[str] = "token.created"
    free_texts: ClassVar[Mapping[str, str]] = {"name": "typed"}
    token: int
    name: str
    role: str
    of_counter: int | None


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    kind: ClassVar[str] = "token.revoked"
    free_texts: ClassVar[Mapping[str, str]] = {"name": "carried"}
    token: int
    name: str
    role: str
