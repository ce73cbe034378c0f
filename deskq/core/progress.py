"""A progress bar in the terminal for long commands. Without a terminal, as in a nightly job, nothing is shown."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

T = TypeVar("T")
#: Called with the amount done so far.
Report = Callable[[int], None]
#: Steps in which a bar moves.
PARTS = 1000


@contextmanager
def progress(label: str, length: int) -> Iterator[Report]:
    """``length``: the amount with which ``Report`` is called at the end."""
    if not sys.stderr.isatty() or length <= 0:
        yield lambda done: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:

        def report(done: int) -> None:
            if (done - bar.pos) * PARTS >= length or done >= length:
                bar.update(done - bar.pos)

        yield report


def each(label: str, items: Sequence[T]) -> Iterator[T]:
    """The items, with a bar that moves on after each."""
    with progress(label, len(items)) as report:
        for done, item in enumerate(items, 1):
            yield item
            report(done)


@contextmanager
def share(label: str) -> Iterator[Callable[[int, int], None]]:
    """Called with what is done and all there is, which may change; the bar is full at the end."""
    with progress(label, PARTS) as report:
        yield lambda done, total: report(min(PARTS, PARTS * done // max(total, 1)))
        report(PARTS)
