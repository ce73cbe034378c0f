"""The ``Viewer`` of a person: their units and those of people on leave they cover today."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.message_settings.models import MessagePolicy
from deskq.message_settings.queries import MessageSettings
from deskq.messages.queries.readers import readers, usual_unit
from deskq.messages.rules.visibility import Viewer
from deskq.staff import queries as staff_queries
from deskq.staff.models import Leave, Person
from deskq.units import queries
from deskq.units.models import Unit


def viewer(
    session: Session, office_id: int, person_id: int, today: date | None, all_units: Sequence[Unit] | None = None
) -> Viewer:
    """A substitute gets the units of the person on leave, never their role: reports stay with the inspectorate.
    Without ``today`` the person alone, as if they covered nobody. ``all_units``: those of the office, where they were
    read already."""
    person = session.get_one(Person, person_id)
    policy = session.get(MessagePolicy, office_id)
    all_units = all_units or queries.units(session, office_id)
    about = readers(session, office_id, today, all_units) if today is not None else None
    away = about.away.get(person_id, ()) if about is not None else ()
    units = {unit_id for one in (person, *away) if (unit_id := usual_unit(one, policy)) is not None}
    people = {person_id, *(one.id for one in away)}
    headed = {unit.id for unit in all_units if unit.head_id in people}
    own = frozenset(units | headed)
    return Viewer(
        person_id,
        person.role,
        own,
        frozenset(_under(all_units, headed)),
        frozenset(_reports_of(all_units, policy, person)),
        frozenset(headed),
        frozenset(about.covered_by(own, person.role) if about is not None else ()),
    )


def _under(units: Sequence[Unit], headed: set[int]) -> set[int]:
    """All units below these, however deep."""
    found, new = set(headed), set(headed)
    while new:
        new = {unit.id for unit in units if unit.parent_id in new} - found
        found |= new
    return found


def _reports_of(all_units: Sequence[Unit], policy: MessagePolicy | None, person: Person) -> set[int]:
    """The inspectorate reads the reports that are with it. A report about the inspectorate is with the top unit,
    and only the head of that unit reads it."""
    if policy is None:
        return set()
    if person.role == "inspectorate":
        inspectorate = policy.inspectorate_unit_id
        return {inspectorate} if usual_unit(person, policy) == inspectorate else set()
    tops = {unit.id for unit in all_units if unit.parent_id is None and unit.head_id == person.id}
    return tops if person.role == "executive" else set()


def units_with_report_readers(session: Session, office_id: int) -> set[int]:
    """Units where somebody reads the reports that are there."""
    all_units, policy = queries.units(session, office_id), session.get(MessagePolicy, office_id)
    people = [person for person in staff_queries.people(session, office_id) if person.active]
    return {unit_id for person in people for unit_id in _reports_of(all_units, policy, person)}


def nameable_units(session: Session, settings: MessageSettings, today: date) -> list[Unit]:
    """Units a report may name today: the inspectorate only while somebody can read a report about it."""
    inspectorate = settings.policy.inspectorate_unit_id
    read = has_reader_of_inspectorate_reports(session, settings, today)
    return [unit for unit in settings.units.values() if unit.id != inspectorate or read]


def has_reader_of_inspectorate_reports(session: Session, settings: MessageSettings, today: date) -> bool:
    """Whether the head of the top unit can read a report about the inspectorate (R25)."""
    inspectorate = settings.policy.inspectorate_unit_id
    top = settings.top(inspectorate)
    head = staff_queries.person(session, top.head_id) if top.head_id is not None else None
    if head is None or not head.active:
        return False
    looks = viewer(session, settings.policy.office_id, head.id, today)
    return top.id in looks.reports_of and inspectorate not in looks.units


def people_on_leave_covered_by(session: Session, person_id: int, today: date) -> list[Person]:
    """The people whose substitute this person is today, also one who is not active any more: their work stays with the
    substitute until the leave ends, so that it is not left without anybody."""
    on = (Leave.first_day <= today, Leave.last_day >= today)
    wanted = select(Person).join(Leave, Leave.person_id == Person.id).where(Leave.substitute_id == person_id, *on)
    return list(session.scalars(wanted))


def person_or_substitute(session: Session, person_id: int | None, today: date) -> Person | None:
    """The person, or who covers them today: the name shown to citizens and in lists."""
    person = staff_queries.person(session, person_id) if person_id is not None else None
    if person is None:
        return None
    on = (Leave.person_id == person_id, Leave.first_day <= today, Leave.last_day >= today)
    found = session.scalars(select(Leave.substitute_id).where(*on).order_by(Leave.id).limit(1)).first()
    return staff_queries.person(session, found) if found is not None else person


def substitutes_today(session: Session, office_id: int, today: date) -> dict[int, Person]:
    """{person: who acts for them today}, of those who are away."""
    on = (Leave.office_id == office_id, Leave.first_day <= today, Leave.last_day >= today)
    wanted = select(Leave.person_id, Person).join(Person, Person.id == Leave.substitute_id).where(*on)
    found: dict[int, Person] = {}
    for person_id, there in session.execute(wanted.order_by(Leave.id)):
        found.setdefault(person_id, there)
    return found


class Substitution(NamedTuple):
    """One person covered another for some days."""

    person_id: int
    substitute_id: int
    first_day: date
    last_day: date


def substitutions(session: Session, substitutes: Collection[int]) -> list[Substitution]:
    """When these people stood in for others, and for whom."""
    wanted = select(Leave.person_id, Leave.substitute_id, Leave.first_day, Leave.last_day)
    return [Substitution(*row) for row in session.execute(wanted.where(Leave.substitute_id.in_(substitutes)))]
