"""Counts the requests of fuzzed browsers and collects what is wrong with their answers."""

import gc
import logging
import traceback
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import Any

from werkzeug.test import TestResponse

from tests.security.faults import fault
from tests.tools.browsers import Browser

#: Seconds that one request may keep the processor busy: other programs on the machine do not count.
MOST_BUSY = 1.0
#: Seconds until the answer on the clock of the wall: whoever waits that long waits for a lock or a lost answer.
MOST_WAITED = 20.0
SHOWN = 1500


class Stopwatch:
    """Seconds of a block: ``busy`` of the processor in this process, ``waited`` of the wall. No garbage is collected in
    it: that of the whole test is in the same heap, and takes half a second."""

    busy = waited = 0.0

    def __enter__(self) -> "Stopwatch":
        gc.disable()
        self._busy, self._began = process_time(), perf_counter()
        return self

    def __exit__(self, *raised: object) -> None:
        self.busy, self.waited = process_time() - self._busy, perf_counter() - self._began
        gc.enable()


@dataclass
class Tally:
    """``faults``: {what is wrong: the first request that showed it}."""

    requests: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    logged: "Logged" = field(default_factory=lambda: Logged())

    def add(self, what: str, status: int, spent: "Stopwatch", wrong: str | None) -> None:
        """One request, its answer and what is wrong with it."""
        self.requests += 1
        self.statuses[status] += 1
        self.slowest = max(self.slowest, (spent.busy, what))
        for error in self.logged.taken():
            self.fault(error, what)
        if wrong:
            self.fault(f"{wrong} at {what.partition('?')[0]}", what)
        if spent.busy > MOST_BUSY:
            self.fault(f"slow: the processor was busy for {spent.busy:.2f} s", what)
        if spent.waited > MOST_WAITED:
            self.fault(f"slow: answered after {spent.waited:.1f} s", what)

    def __str__(self) -> str:
        """The figures of the run."""
        answers = ", ".join(f"{count} x {status}" for status, count in sorted(self.statuses.items()))
        busy, what = self.slowest
        return f"{self.requests} requests: {answers}; slowest {busy * 1000:.0f} ms of the processor: {what[:80]}"

    def fault(self, wrong: str, what: str) -> None:
        self.faults.setdefault(wrong, what[:SHOWN])


class Logged(logging.Handler):
    """Errors that the program wrote into its log: also those that no answer shows."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        raised = record.exc_info and record.exc_info[1]
        self._errors.append("".join(traceback.format_exception(raised)) if raised else record.getMessage())

    def taken(self) -> list[str]:
        found, self._errors = self._errors, []
        return found


class CountedBrowser(Browser):
    """Every request is counted and its answer looked at."""

    tally: Tally

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with Stopwatch() as spent:
            answer = super().open(*args, **kwargs)
        sent = {name: value for name, value in kwargs.items() if name in ("data", "json", "headers", "query_string")}
        what = f"{answer.request.method} {answer.request.path} {sent!r}"
        self.tally.add(what, answer.status_code, spent, fault(answer))
        return answer
