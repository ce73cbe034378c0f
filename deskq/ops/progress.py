"""A progress bar in the terminal for long commands. Without a terminal, as in a nightly job, nothing is shown."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

#: Called with the amount done so far.
Report = Callable[[int], None]


@contextmanager
def progress(label: str, length: int) -> Iterator[Report]:
    """``length``: the amount with which ``Report`` is called at the end."""
    if not sys.stderr.isatty() or length <= 0:
        yield lambda done: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)
