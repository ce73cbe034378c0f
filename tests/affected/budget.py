"""How many of the chosen tests fit into a minute."""

import os
from dataclasses import dataclass, field

from tests.affected.choose import Choice
from tests.recorded.record import RecordedTest

LONGEST = 60.0  #: seconds that ``make affected`` may take
START = 20.0  #: seconds of it until the first test runs: imports, and the databases that tests begin with
FILE = 0.3  #: seconds until the first test of one more file runs
#: Recorded seconds are longer than those of a run that records nothing.
RECORDING = 1.3


@dataclass
class Run:
    """``seconds`` and ``all_seconds``: of one process, for the tests of the run and for all chosen ones."""

    files: set[str] = field(default_factory=set)
    tests: list[RecordedTest] = field(default_factory=list)
    left: list[RecordedTest] = field(default_factory=list)
    seconds: float = 0.0
    all_seconds: float = 0.0


def within(choice: Choice, all_of_it: bool = False, processes: int = 0) -> Run:
    """The most telling tests that fit. One that alone takes more than what is left makes room for quicker ones."""
    room = (LONGEST - START) * (processes or os.cpu_count() or 1)
    run, opened = Run(files=choice.files), set[str]()
    for test in choice.tests:
        seconds = test.cost / RECORDING + (0 if test.file in opened else FILE)
        run.all_seconds += test.cost / RECORDING
        if all_of_it or run.seconds + seconds <= room:
            run.tests.append(test)
            run.seconds += seconds
            opened.add(test.file)
        else:
            run.left.append(test)
    return run
