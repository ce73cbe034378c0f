"""Events of API tokens: created, revoked. The token itself is in no event."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TokenCreated:
    """``proof``: hash of the token's hash, so that another token cannot take its place ("" before 2026-12-03)."""

    kind: ClassVar[str] = "token.created"
    free_texts: ClassVar[Mapping[str, str]] = {"name": "typed"}
    token: int
    name: str
    role: str
    of_counter: int | None
    proof: str = ""


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    kind: ClassVar[str] = "token.revoked"
    free_texts: ClassVar[Mapping[str, str]] = {"name": "carried"}
    token: int
    name: str
    role: str


def proof_of(token_hash: str) -> str:
    return hashlib.sha256(token_hash.encode()).hexdigest()
