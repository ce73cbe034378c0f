"""What access needs to know of people and offices, bound by the registrations of staff and office: it imports neither.

A module fits as well as an object: ``deskq.office.queries`` and ``deskq.staff.queries`` are bound as they are.
"""

from collections.abc import Sequence
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

from deskq.core.text.names import Name


class Person(Protocol):
    """``login_id`` is the account whose password opens this one: itself, or the same person's first account in another
    office. ``epoch`` is written into each session; a higher number ends all sessions with a lower one, or
    their use of this account if another one signed in."""

    @property
    def id(self) -> int: ...
    @property
    def office_id(self) -> int: ...
    @property
    def login_id(self) -> int: ...
    @property
    def names(self) -> Name: ...
    @property
    def role(self) -> str: ...
    @property
    def active(self) -> bool: ...
    @property
    def epoch(self) -> int: ...


class Row(Protocol):
    @property
    def id(self) -> int: ...


class OfficeEntry(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> Name: ...
    @property
    def practice_of(self) -> int | None: ...


class People(Protocol):
    def person(self, session: Session, person_id: int, /) -> Person | None: ...
    def account_in(self, session: Session, principal_id: int, office_id: int, /) -> Person | None: ...


class Offices(Protocol):
    def entries(self, session: Session, /) -> Sequence[OfficeEntry]: ...
    def has_one(self, session: Session, /) -> bool: ...
    def by_slug(self, session: Session, slug: str, /) -> OfficeEntry | None: ...
    def by_id(self, session: Session, office_id: int, /) -> OfficeEntry | None: ...
    def prefix(self, session: Session, office_id: int, /) -> str: ...


class Counters(Protocol):
    def counter_by_number(self, session: Session, office_id: int, number: int, /) -> Row | None: ...


PEOPLE = "deskq_people"
OFFICES = "deskq_offices"
COUNTERS = "deskq_office_counters"


def bind_people(app: Flask, people: People) -> None:
    app.extensions[PEOPLE] = people


def bind_offices(app: Flask, offices: Offices, counters: Counters) -> None:
    app.extensions[OFFICES] = offices
    app.extensions[COUNTERS] = counters


def people() -> People:
    found: People = current_app.extensions[PEOPLE]
    return found


def offices() -> Offices:
    found: Offices = current_app.extensions[OFFICES]
    return found


def counters() -> Counters:
    found: Counters = current_app.extensions[COUNTERS]
    return found
