"""How many of the chosen tests fit into a minute."""

import os
from dataclasses import dataclass, field

from tests.affected.choose import Choice
from tests.affected.map import MappedTest

LONGEST = 60.0  #: seconds that ``make affected`` may take
START = 20.0  #: seconds of it until the first test runs: imports, and the databases that tests begin with
#: Recorded seconds are longer than those of a run that records nothing.
RECORDING = 1.3


@dataclass
class Run:
    """``seconds`` and ``all_seconds``: recorded time of the tests in one process, of the run and of all chosen ones."""

    files: set[str] = field(default_factory=set)
    tests: list[MappedTest] = field(default_factory=list)
    left: list[MappedTest] = field(default_factory=list)
    seconds: float = 0.0
    all_seconds: float = 0.0


def within(choice: Choice, all_of_it: bool = False, processes: int = 0) -> Run:
    """The most telling tests that fit. One that alone takes more than what is left makes room for quicker ones."""
    room = (LONGEST - START) * (processes or os.cpu_count() or 1) * RECORDING
    run = Run(files=choice.files)
    for picked in choice.tests:
        run.all_seconds += picked.test.seconds
        if all_of_it or run.seconds + picked.test.seconds <= room:
            run.tests.append(picked.test)
            run.seconds += picked.test.seconds
        else:
            run.left.append(picked.test)
    return run
