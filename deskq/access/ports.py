"""What access needs to know of people and offices, bound by the registrations of staff and office: it imports neither.

A module fits as well as an object: ``deskq.office.queries`` and ``deskq.staff.queries`` are bound as they are.
"""

from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session

from deskq.core.text.names import Name


class Person(Protocol):
    """``epoch`` is written into each session; a higher number ends all sessions with a lower one."""

    @property
    def id(self) -> int: ...
    @property
    def office_id(self) -> int: ...
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


class People(Protocol):
    def person(self, session: Session, person_id: int, /) -> Person | None: ...


class Offices(Protocol):
    def first_office(self, session: Session, /) -> Row | None: ...
    def counter_by_number(self, session: Session, office_id: int, number: int, /) -> Row | None: ...


PEOPLE = "deskq_people"
OFFICES = "deskq_offices"


def bind_people(app: Flask, people: People) -> None:
    app.extensions[PEOPLE] = people


def bind_offices(app: Flask, offices: Offices) -> None:
    app.extensions[OFFICES] = offices


def people() -> People:
    found: People = current_app.extensions[PEOPLE]
    return found


def offices() -> Offices:
    found: Offices = current_app.extensions[OFFICES]
    return found
