"""Where work comes from: each part registers what waits for a person there, and what it tells executives of the town.

A source counts in one statement or few, because its number stands in the menu of every page (numbers.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

from flask import Flask, current_app
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.work.rules import Count, Task

EXTENSION = "deskq_work"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Worker:
    """Who looks at their work, and when. What several sources read of them is read once (``once``)."""

    office_id: int
    person_id: int
    role: str
    now: datetime
    today: date
    kept: dict[type[Any], object] = field(default_factory=dict)

    def once(self, kind: type[T], read: Callable[[], T]) -> T:
        """The value of this type: read by the first source that asks for it."""
        if kind not in self.kept:
            self.kept[kind] = read()
        return cast(T, self.kept[kind])


@dataclass(frozen=True, slots=True)
class Source:
    """``page``: endpoint of the list of its part, which has the number in the menu; ``title``: msgid; ``act``: what
    somebody must be allowed to do. ``tasks``: the most urgent ones, up to so many; ``count``: of all."""

    page: str
    title: str
    act: str
    tasks: Callable[[Session, Worker, int], Sequence[Task]]
    count: Callable[[Session, Worker], Count]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the town, in the language of the page. ``sentence`` says what it means; ``tone``: ``calm`` or
    ``late``; ``rows``: (name, value) of its parts, the worst first."""

    title: str
    value: str
    sentence: str
    address: str
    tone: str = "calm"
    rows: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class FigureSource:
    """``figures`` of an office for those who may do ``act``; ``position``: its place on the page."""

    position: int
    act: str
    figures: Callable[[Session, int], Sequence[Figure]]


@dataclass(slots=True)
class Registered:
    sources: list[Source] = field(default_factory=list)
    figures: list[FigureSource] = field(default_factory=list)
    #: {person: (when, {page: count})} and {(office, role, language): (when, figures)}
    numbers: dict[int, tuple[datetime, dict[str, Count]]] = field(default_factory=dict)
    drawn: dict[tuple[int, str, str], tuple[datetime, list[Figure]]] = field(default_factory=dict)


def add(app: Flask, source: Source) -> None:
    """In ``init_state``, which makes the table anew."""
    app.extensions[EXTENSION].sources.append(source)


def add_figures(app: Flask, source: FigureSource) -> None:
    """In ``init_state``, as ``add``."""
    app.extensions[EXTENSION].figures.append(source)


def registered() -> Registered:
    found: Registered = current_app.extensions[EXTENSION]
    return found


def of_role(role: str) -> list[Source]:
    """The sources whose pages this role may open."""
    return [one for one in registered().sources if permissions.may(role, one.act)]


def figures_of_role(role: str) -> list[FigureSource]:
    found = [one for one in registered().figures if permissions.may(role, one.act)]
    return sorted(found, key=lambda one: one.position)
