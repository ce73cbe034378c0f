"""How fast the machine is while tests or measurements run: the processor time of a fixed calculation, taken again and
again. On a machine whose host does other work each instruction takes longer, in one hour twice as long as in another.
"""

from statistics import median
from time import process_time

USUAL = 0.05  #: seconds of processor time that a usual machine takes for ``calculate``


def calculate() -> float:
    """Seconds of processor time that a million multiplications take now."""
    began, total = process_time(), 0
    for number in range(1_000_000):
        total += number * number
    return process_time() - began


class MachineSpeed:
    """What ``take`` found so far."""

    def __init__(self) -> None:
        self._found: list[float] = []

    def take(self) -> None:
        self._found.append(calculate())

    @property
    def slowness(self) -> float:
        """How many times as long as a usual machine this one takes for the same; 1 for a faster one."""
        return max(1.0, median(self._found) / USUAL) if self._found else 1.0

    def __str__(self) -> str:
        least, middle, most = (1000 * pick(self._found) for pick in (min, median, max))
        return f"a million multiplications took {least:.0f}, {middle:.0f}, {most:.0f} ms (least, median, most)"
