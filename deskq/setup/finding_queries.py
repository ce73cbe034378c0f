"""Reads the rows that findings.py examines."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.core import clock
from deskq.message_settings import queries as message_queries
from deskq.message_settings.models import Category, MessagePolicy
from deskq.messages.queries import viewers
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.legibility import legibility
from deskq.setup import findings
from deskq.setup.findings import Finding
from deskq.setup.queries import CALLS
from deskq.staff import queries as staff_queries
from deskq.staff import sign_in_locks
from deskq.staff.models import Person
from deskq.staff.training import queries as training_queries
from deskq.units import queries as unit_queries


def collect(
    session: Session, office_id: int, present: int | None, backup_at: datetime | None, local_address: bool
) -> list[Finding]:
    """All findings for ``present``, the id of who is signed in; those that stop visitors come first."""
    about, now = config_cache.of(session, office_id), clock.now()
    people = [person for person in staff_queries.people(session, office_id) if person.active]
    names = {row.id: row.name for row in about.services.values()}
    locked = sign_in_locks.locked_people(session, people, now)
    found = [
        *findings.of_hours(about.weekly, names, clock.local(now).date()),
        *findings.of_services(about.offered, _counters(about), _able(about, people)),
        *findings.of_counters(list(about.counters.values()), about.ranks),
        *findings.of_devices(device_queries.devices(session, office_id), now),
        *findings.of_people(people, locked, {*staff_queries.browser_counts(session, office_id), present}),
        *findings.of_training(
            training_queries.trainings(session, office_id),
            people,
            {person.id for person in people if person.role == "clerk"},
            clock.local(now).date(),
        ),
        *_of_messages(session, office_id, people),
        *findings.of_backup(backup_at, now),
    ]
    if local_address:
        found.append(Finding("local_address", "manage_setup.devices"))
    if legibility(about.office.viewing_distance, about.office.board_inches).layout == "nothing":
        found.append(Finding("board_unreadable", "manage_settings.edit"))
    return found


def _counters(about: OfficeConfig) -> dict[int, Collection[int]]:
    return {row.id: about.shares(row.id).counters for row in about.offered}


def _able(about: OfficeConfig, people: list[Person]) -> dict[int, list[Person]]:
    """{service: clerks who may serve it}. Supervisors count only if there are no clerks."""
    clerks = [person for person in people if person.role == "clerk"] or [
        person for person in people if person.role in CALLS
    ]
    return {
        row.id: [person for person in clerks if not about.skills.get(person.id) or row.id in about.skills[person.id]]
        for row in about.offered
    }


def _of_messages(session: Session, office_id: int, people: list[Person]) -> list[Finding]:
    policy = session.get(MessagePolicy, office_id)
    if policy is None:
        return []
    categories = session.scalars(select(Category.unit_id).where(Category.office_id == office_id, Category.offered))
    receiving = {policy.intake_unit_id, policy.inspectorate_unit_id, *categories} - {None}
    units = [unit for unit in unit_queries.units(session, office_id) if unit.offered]
    found = list(findings.of_units(units, {person.unit_id for person in people if person.unit_id}, receiving))
    about = message_queries.load_settings(session, office_id)
    if not viewers.has_reader_of_inspectorate_reports(session, about, clock.today()):
        found.append(Finding("no_mayor", "manage_messages_units.index"))
    return found
