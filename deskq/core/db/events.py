"""Events of the journal itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class EntryRedacted:
    """A text was struck out of a field (``why``, ``changes.where_fa``) of the row ``row``. ``hash`` is the hash by
    which the row stays in the chain, made over the text that stood there; ``left`` is the hash of what is left."""

    kind: ClassVar[str] = "journal.redacted"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    row: int
    field: str
    hash: str
    left: str
    why: str
