"""One small fault: a piece of a file with another text in its place."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Fault:
    """``start`` and ``end`` are offsets in the text of ``path`` (relative to the checkout). ``number``: which one
    it is of those in its file that look the same."""

    path: str
    start: int
    end: int
    kind: str
    before: str
    after: str
    line: int
    number: int = 1

    def apply(self, root: Path) -> None:
        text = (root / self.path).read_text()
        assert text[self.start : self.end] == self.before
        (root / self.path).write_text(text[: self.start] + self.after + text[self.end :])

    @property
    def lines(self) -> range:
        return range(self.line, self.line + self.before.count("\n") + 1)

    @property
    def kind_of_file(self) -> str:
        return "templates" if self.path.endswith(".html") else "code"

    @property
    def key(self) -> str:
        """The same wherever the piece stands in its file: what equivalent.txt names it by."""
        number = f" ({self.number})" if self.number > 1 else ""
        return f"{self.path} | {_one_line(self.before)} => {_one_line(self.after)}{number}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}: {_one_line(self.before)} => {_one_line(self.after)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
