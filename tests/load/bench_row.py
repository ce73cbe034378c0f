"""Rows of a measurement: what was measured, its figure, what to compare it with, and its targets."""

from dataclasses import dataclass

from tests.tools.machine_speed import USUAL, MachineSpeed


@dataclass(frozen=True, slots=True)
class Target:
    """``value`` should be at most ``limit``, or at least if ``is_least``; ``of``: which value of the row it is."""

    value: float
    limit: float
    unit: str
    of: str = ""
    is_least: bool = False

    @property
    def is_reached(self) -> bool:
        return self.value >= self.limit if self.is_least else self.value <= self.limit

    def __str__(self) -> str:
        return f"{self.of} {'≥' if self.is_least else '≤'} {self.limit:g} {self.unit}".strip()


class Rows:
    """Prints rows as they are measured, and counts their targets: none in a short form, whose figures mean nothing."""

    def __init__(self) -> None:
        self.is_short = False
        self.reached = 0
        self.missed: list[str] = []
        self._group = ""
        self._speed = MachineSpeed()

    def row(self, what: str, figure: str, beside: str = "", *targets: Target) -> None:
        """A name that begins with spaces belongs to the row before it."""
        if not what.startswith(" "):
            self._group = what
            self._speed.take()
        notes = [beside] * bool(beside) + [f"target {target}{self._verdict(what, target)}" for target in targets]
        print(f"{what:<38} {figure:<44} {', '.join(notes)}", flush=True)

    def end(self) -> None:
        """Prints how fast the machine was and the targets that were missed. Missing one is no failure: the machine may
        be slow."""
        if self.is_short:
            return
        print(f"\nThe machine: {self._speed}, {1000 * USUAL:.0f} on a usual one")
        print(f"{self.reached} targets reached, {len(self.missed)} missed")
        for name in self.missed:
            print(f"  {name}")

    def _verdict(self, what: str, target: Target) -> str:
        if self.is_short:
            return ""
        if target.is_reached:
            self.reached += 1
            return ""
        name = what if what == self._group else f"{self._group} – {what.strip()}"
        self.missed.append(f"{name}: {target}, but {target.value:.3g}")
        return ": MISSED"


ROWS = Rows()
row = ROWS.row
