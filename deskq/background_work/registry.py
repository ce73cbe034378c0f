"""Kinds of work: which function does it, and what it is called. Features register theirs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from flask import Flask, current_app

EXTENSION = "deskq_background_work"
#: Called with what is done and all there is, often and between two transactions. Raises ``Cancelled``.
Progress = Callable[[int, int], None]


#: Rows up to which a table takes less than about a second: longer ones are background work.
AT_ONCE = 2000
#: Rows of a table between two steps of progress.
STEP = 250
Row = TypeVar("Row")


class Cancelled(Exception):
    """The work was cancelled and stops here."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``title``: msgid. ``act``: what somebody must be allowed to do, also when they fetch the result. ``work``:
    (office id, detail, where to write the result, progress). It runs in the language of the person who began it."""

    title: str
    act: str
    work: Callable[[int, str, Path, Progress], None]


def add(app: Flask, name: str, kind: Kind) -> None:
    """In ``init_state``, which makes the table anew."""
    app.extensions[EXTENSION][name] = kind


def counted(rows: Iterable[Row], total: int, progress: Progress) -> Iterator[Row]:
    """The rows, with progress on the way."""
    for number, row in enumerate(rows):
        if number % STEP == 0:
            progress(number, total)
        yield row


def kind(name: str) -> Kind | None:
    found: Kind | None = current_app.extensions[EXTENSION].get(name)
    return found
