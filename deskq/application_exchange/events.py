"""Events of imports: kinds and counts, never what a table says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ImportCarriedOut:
    """A table was imported. ``state``: done or cancelled; ``refused``: rows."""

    kind: ClassVar[str] = "application_import.carried_out"
    application_import: int
    what: str
    state: str
    made: int
    changed: int
    same: int
    refused: int


@dataclass(frozen=True, slots=True)
class TableExported:
    """All rows of a kind were downloaded. ``why``: the reason for which the applicants are in it; without one they are
    not."""

    kind: ClassVar[str] = "application_import.exported"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    what: str
    ending: str
    why: str = ""
