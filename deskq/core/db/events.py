"""Events of the journal itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class EntryRedacted:
    """A text was struck out of a field (``why``, ``changes.where_fa``) of the row ``row``. ``hash`` is the hash by
    which the row stays in the chain. ``left`` is the same, because texts are hashed apart; of a row of before migration
    0146, which was hashed with its texts, it is the hash of what is left."""

    kind: ClassVar[str] = "journal.redacted"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    row: int
    field: str
    hash: str
    left: str
    why: str


@dataclass(frozen=True, slots=True)
class RowsSealed:
    """Migration 0146 found these rows with free texts, and nothing but the texts may go from them. ``texts``: {kind:
    its fields with free texts}; ``rows``: [sequence, digest of everything else] each (see ``row_hash.facts_digest``);
    ``more``: another such entry follows. Nobody but the migration may write one."""

    kind: ClassVar[str] = "journal.sealed"
    personal: ClassVar[bool] = True
    texts: dict[str, list[str]]
    rows: list[list[Any]]
    more: bool
