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
