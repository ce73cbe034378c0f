"""Reads the rows that findings.py examines."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.charter import queries as charter_queries
from deskq.core import clock
from deskq.office import config_cache, parts
from deskq.office.config_cache import OfficeConfig
from deskq.office.legibility import legibility
from deskq.setup import findings
from deskq.setup.findings import Finding
from deskq.setup.queries import CALLS
from deskq.staff import queries as staff_queries
from deskq.staff import sign_in_locks
from deskq.staff.models import Person
from deskq.staff.training import queries as training_queries


def collect(
    session: Session, office_id: int, present: int | None, backup_at: datetime | None, local_address: bool
) -> list[Finding]:
    """All findings for ``present``, the id of who is signed in; those that stop visitors come first."""
    about, now = config_cache.of(session, office_id), clock.now()
    people = [person for person in staff_queries.people(session, office_id) if person.active]
    unused = parts.unused(about.office.unused_parts)
    found = [
        *(_of_queue(session, about, people, now) if "queue" not in unused else ()),
        *_of_people(session, office_id, people, present, now),
        *findings.of_backup(backup_at, now),
        *_of_report(session, office_id),
    ]
    if local_address:
        found.append(Finding("local_address", "manage_setup.devices"))
    if (
        "queue" not in unused
        and legibility(about.office.viewing_distance, about.office.board_inches).layout == "nothing"
    ):
        found.append(Finding("board_unreadable", "manage_settings.edit"))
    return found


def _of_report(session: Session, office_id: int) -> list[Finding]:
    """The announced half-year report, when its day is near or missed."""
    report = charter_queries.next_report(session, office_id)
    if report is None or report.state == "far":
        return []
    return [Finding(f"report_{report.state}", "manage_charter.edit", {"day": report.day})]


def _of_queue(session: Session, about: OfficeConfig, people: list[Person], now: datetime) -> Iterator[Finding]:
    names = {row.id: row.name for row in about.services.values()}
    yield from findings.of_hours(about.weekly, names, clock.local(now).date())
    yield from findings.of_services(about.offered, _counters(about), _able(about, people))
    yield from findings.of_counters(list(about.counters.values()), about.ranks)
    yield from findings.of_devices(device_queries.devices(session, about.office.id), now)


def _of_people(
    session: Session, office_id: int, people: list[Person], present: int | None, now: datetime
) -> Iterator[Finding]:
    locked = sign_in_locks.locked_people(session, people, now)
    yield from findings.of_people(people, locked, {*staff_queries.browser_counts(session, office_id), present})
    yield from findings.of_training(
        training_queries.trainings(session, office_id),
        people,
        {person.id for person in people if person.role == "clerk"},
        clock.local(now).date(),
    )


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
