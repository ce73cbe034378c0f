"""Events of service sheets."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SheetSaved:
    """A version of a sheet was saved; ``digest``: SHA-256 of what it says."""

    kind: ClassVar[str] = "service_sheet.saved"
    sheet: int
    code: str
    version: int
    offered: bool
    digest: str


@dataclass(frozen=True, slots=True)
class SheetOffered:
    """A sheet is offered from now on, or receives no new applications any more; what it says stays."""

    kind: ClassVar[str] = "service_sheet.offered"
    sheet: int
    code: str
    offered: bool


@dataclass(frozen=True, slots=True)
class DraftDeleted:
    """A sheet that was never offered is gone with its versions."""

    kind: ClassVar[str] = "service_sheet.draft_deleted"
    sheet: int
    code: str
