"""At the end of a run: which tests were skipped because this machine lacks a program, and how to get it.

With ``NOT_RUN`` in the environment the names of what is missing are added to that file, one line for each test, so that
``make check`` can say it once for all its runs.
"""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.tools import programs

FILE = "NOT_RUN"
#: What ``tests.conftest.require`` says.
SAID = re.compile(r"Skipped: (.+?) is not here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if hasattr(terminalreporter.config, "workerinput"):
        return
    skipped = Counter(
        said[1]
        for report in terminalreporter.stats.get("skipped", ())
        if isinstance(report.longrepr, tuple) and (said := SAID.match(report.longrepr[2]))
    )
    if not skipped:
        return
    terminalreporter.write_line(programs.sentence(skipped), yellow=True)
    file = os.environ.get(FILE)
    if file:
        with Path(file).open("a") as lines:
            lines.writelines(f"{name}\n" for name in skipped.elements())
