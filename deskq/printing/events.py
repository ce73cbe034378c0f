"""What happens to papers and printers, in the past tense."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TokenReprinted:
    """Somebody asked for the paper once more."""

    kind: ClassVar[str] = "paper.reprinted"
    ticket: int
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class PaperFailed:
    """A paper did not surely come out: ``state`` is doubtful or given_up, ``problem`` the printer's condition."""

    kind: ClassVar[str] = "paper.failed"
    ticket: int
    code: str
    number: int
    state: str
    problem: str


@dataclass(frozen=True, slots=True)
class PrinterChanged:
    """A printer's condition is another than before."""

    kind: ClassVar[str] = "printer.changed"
    printer: str
    before: str
    after: str
