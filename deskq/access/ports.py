"""What access needs to know of people and offices, bound in ``create_app``: it imports neither staff nor office.

A module fits as well as an object: ``deskq.office.queries`` and ``deskq.staff.queries`` are bound as they are.
"""

from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy.orm import Session


class Person(Protocol):
    """``epoch`` is written into each session; a higher number ends all sessions with a lower one."""

    @property
    def id(self) -> int: ...
    @property
    def office_id(self) -> int: ...
    @property
    def name(self) -> str: ...
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


@dataclass(frozen=True, slots=True)
class Ports:
    people: People
    offices: Offices


def bind(app: Flask, ports: Ports) -> None:
    app.extensions["deskq_access"] = ports


def people() -> People:
    return _ports().people


def offices() -> Offices:
    return _ports().offices


def _ports() -> Ports:
    found: Ports = current_app.extensions["deskq_access"]
    return found
