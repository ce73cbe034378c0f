"""Events of printed tickets and printers."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TokenReprinted:
    """A reprint was requested."""

    kind: ClassVar[str] = "paper.reprinted"
    ticket: int
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class PaperFailed:
    """A paper did not certainly come out: ``state`` is doubtful or given_up, ``problem`` the printer's condition."""

    kind: ClassVar[str] = "paper.failed"
    ticket: int
    code: str
    number: int
    state: str
    problem: str


@dataclass(frozen=True, slots=True)
class PrinterChanged:
    """A printer's condition changed."""

    kind: ClassVar[str] = "printer.changed"
    printer: str
    before: str
    after: str
