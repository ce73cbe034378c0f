"""Orders subjects by frequency, with cumulative shares and the line at 80 % (Pareto chart). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskq.half_year.rules.roll_up import GROUP, REST
from deskq.half_year.rules.tree import OTHER
from deskq.published.rules.suppression import TOTAL, Cell

LINE = 0.8
#: A chart has at least this many subjects.
FEWEST = 3
#: Subjects that always come last, because they name nothing that could be improved; so does what is put together of
#: several groups.
LAST = ("other", "praise", "none", f"{GROUP}{OTHER}", f"{REST}:{OTHER}", REST)


@dataclass(frozen=True, slots=True)
class Bar:
    """One subject. ``share``: share of all items; ``so_far``: cumulative share; ``vital``: the line is not reached
    before this subject. ``cause``: its most frequent root cause that may be shown, with its ``cause_share`` of the
    subject."""

    subject: str
    items: int
    share: float
    so_far: float
    vital: bool
    cause: str | None
    cause_share: float | None


@dataclass(frozen=True, slots=True)
class Pareto:
    """``hidden``: subjects whose count is not shown; ``rest``: their items together, None if the total is hidden
    too."""

    bars: list[Bar]
    total: int | None
    hidden: list[str]
    rest: int | None

    @property
    def vital(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.vital]

    @property
    def is_chart(self) -> bool:
        """Whether there are enough subjects for a chart to say more than the table."""
        return len(self.bars) >= FEWEST

    @property
    def reached(self) -> float:
        """The share of the vital subjects together."""
        return self.vital[-1].so_far if self.vital else 0.0


def pareto(table: Mapping[Cell, int | None], subjects: Sequence[str], skipped: Sequence[str] = ()) -> Pareto:
    """``subjects``: subjects of the table in the office's order; ``skipped``: keys that are not causes (not coded
    yet)."""
    counts = {subject: table.get((subject, TOTAL)) for subject in subjects}
    shown = {subject: count for subject, count in counts.items() if count}
    order = sorted(shown, key=lambda subject: (subject in LAST, -shown[subject]))
    total = table.get((TOTAL, TOTAL), 0)
    known = sum(shown.values())
    whole = total if total is not None else known
    bars: list[Bar] = []
    reached = 0
    for subject in order:
        before, reached = reached, reached + shown[subject]
        vital = before < LINE * whole and subject not in LAST
        cause = _main_cause(table, subject, skipped)
        bars.append(
            Bar(
                subject, shown[subject], shown[subject] / whole, reached / whole, vital,
                cause[0] if cause else None, cause[1] / shown[subject] if cause else None,
            )
        )  # fmt: skip
    hidden = [subject for subject, count in counts.items() if count is None]
    return Pareto(bars, total, hidden, total - known if total is not None else None)


def _main_cause(table: Mapping[Cell, int | None], subject: str, skipped: Sequence[str]) -> tuple[str, int] | None:
    found = [
        (count, cause)
        for (row, cause), count in table.items()
        if row == subject and cause not in (TOTAL, *skipped) and not cause.startswith(REST) and count
    ]
    count, cause = max(found, key=lambda one: (one[0], one[1]), default=(0, ""))
    return (cause, count) if count else None
