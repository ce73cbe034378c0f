"""Events of scans: codes and numbers only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class DocumentScanned:
    """Files of a document were added ("attach") or removed ("detach"); ``application`` None: of one that is about to
    be opened."""

    kind: ClassVar[str] = "document.scan"
    application: int | None
    document: str
    verb: str
    source: str
    count: int


@dataclass(frozen=True, slots=True)
class ScanLinkChanged:
    """A phone was asked for a picture ("ask"), or sent it ("send")."""

    kind: ClassVar[str] = "document.scan_link"
    link: int
    verb: str


@dataclass(frozen=True, slots=True)
class ScannerPaper:
    """A paper of a counter's scanner was taken ("take"), discarded ("drop") or put back ("return")."""

    kind: ClassVar[str] = "document.scanner"
    counter: int
    verb: str
