"""A bar in the terminal for commands that take long; nothing where there is no terminal, such as in a nightly job."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

#: Called with how much is done so far.
Report = Callable[[int], None]


@contextmanager
def progress(label: str, length: int) -> Iterator[Report]:
    """``length`` is what ``Report`` is called with at the end."""
    if not sys.stderr.isatty() or length <= 0:
        yield lambda done: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)
