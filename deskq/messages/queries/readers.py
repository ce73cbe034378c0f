"""Who reads the messages of each unit today, and which categories would reach nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.message_settings.models import Category, MessagePolicy
from deskq.messages.rules import cover
from deskq.staff import queries as staff_queries
from deskq.staff.models import Leave, Person
from deskq.units import queries
from deskq.units.models import Unit

ACT = "messages.work"


@dataclass(frozen=True)
class Readers:
    """``people``: {unit: its own readers}, of units that have some; ``last``: those who read what no unit reads;
    ``away``: {person: the people on leave whom they cover today}, also those who are not active any more: their work
    stays with the substitute until the leave ends, so that it is not left without anybody."""

    units: Mapping[int, Unit]
    people: Mapping[int, Sequence[Person]]
    last: Sequence[Person]
    intake_id: int | None
    away: Mapping[int, Sequence[Person]]

    @property
    def parents(self) -> dict[int, int | None]:
        return {unit.id: unit.parent_id for unit in self.units.values()}

    def reading_unit(self, unit_id: int) -> int | None:
        """As ``rules.cover.reading_unit``."""
        return cover.reading_unit(unit_id, self.parents, self.people, self.intake_id)

    def reading(self, unit_id: int) -> Sequence[Person]:
        """Everybody who reads what arrives for this unit; empty: nobody does."""
        unit = self.reading_unit(unit_id)
        return self.people[unit] if unit is not None else self.last

    def covered_by(self, own: frozenset[int], role: str) -> set[int]:
        """Units without anybody that a person of the units ``own`` reads for."""
        return cover.covered_units(own, self.parents, self.people, self.intake_id, role)

    @property
    def empty(self) -> list[Unit]:
        """Open units that nobody of their own reads."""
        return [unit for unit in self.units.values() if unit.offered and unit.id not in self.people]


def readers(session: Session, office_id: int, today: date, all_units: Sequence[Unit] | None = None) -> Readers:
    """Active people of a unit, its head, and those who cover somebody of it today; closed units have none.
    ``all_units``: those of the office, where they were read already."""
    policy = session.get(MessagePolicy, office_id)
    units = {unit.id: unit for unit in all_units or queries.units(session, office_id)}
    everybody = {person.id: person for person in staff_queries.people(session, office_id)}
    able = {person.id for person in everybody.values() if person.active and permissions.may(person.role, ACT)}
    covering = _covering(session, office_id, today)
    headed: dict[int | None, set[int]] = {}
    for unit in units.values():
        headed.setdefault(unit.head_id, set()).add(unit.id)
    found: dict[int, dict[int, Person]] = {}
    for person in everybody.values():
        own = {*headed.get(person.id, ()), usual_unit(person, policy)}
        acting = ({person.id} | covering.get(person.id, set())) & able
        for unit_id in own & units.keys() if acting else ():
            if units[unit_id].offered:
                found.setdefault(unit_id, {}).update((one, everybody[one]) for one in sorted(acting))
    last = [person for person in everybody.values() if person.id in able and person.role in cover.LAST_RESORT]
    people = {unit_id: list(rows.values()) for unit_id, rows in found.items()}
    intake_id = policy.intake_unit_id if policy is not None else None
    return Readers(units, people, last, intake_id, _away(everybody, covering))


def usual_unit(person: Person, policy: MessagePolicy | None) -> int | None:
    """Their unit. Without one, the inspectorate belongs to its unit, and a 137 operator to the unit of the intake."""
    if person.unit_id is None and policy is not None:
        return {"inspectorate": policy.inspectorate_unit_id, "operator": policy.intake_unit_id}.get(person.role)
    return person.unit_id


def _covering(session: Session, office_id: int, today: date) -> dict[int, set[int]]:
    """{person: their substitutes today}"""
    on = (Leave.office_id == office_id, Leave.first_day <= today, Leave.last_day >= today)
    found: dict[int, set[int]] = {}
    for person_id, substitute_id in session.execute(select(Leave.person_id, Leave.substitute_id).where(*on)):
        found.setdefault(person_id, set()).add(substitute_id)
    return found


def _away(everybody: Mapping[int, Person], covering: Mapping[int, set[int]]) -> dict[int, list[Person]]:
    """{substitute: whom they cover}, from {person: their substitutes}."""
    found: dict[int, list[Person]] = {}
    for person in everybody.values():
        for substitute_id in covering.get(person.id, ()):
            found.setdefault(substitute_id, []).append(person)
    return found


@dataclass(frozen=True)
class CategoryRoute:
    """Where a message of a category is sent: its usual unit (None: the operators choose), the unit that reads there,
    and who that is today."""

    category: Category
    unit_id: int | None
    reading_unit_id: int | None
    people: Sequence[Person]

    @property
    def is_covered(self) -> bool:
        """Whether another unit reads it, because its own has nobody."""
        return self.reading_unit_id != self.unit_id


def category_routes(session: Session, office_id: int, about: Readers) -> list[CategoryRoute]:
    """Of all offered categories, in list order; what has no unit stays with the intake."""
    wanted = select(Category).where(Category.office_id == office_id, Category.offered)
    found = []
    for category in session.scalars(wanted.order_by(Category.position, Category.id)):
        at = category.unit_id or about.intake_id
        reads = about.reading_unit(at) if at is not None else None
        found.append(CategoryRoute(category, at, reads, about.reading(at) if at is not None else about.last))
    return found


def categories_reaching_nobody(session: Session, office_id: int, today: date) -> list[Category]:
    """Offered categories whose messages nobody would read: neither their unit, nor one above, nor the operators."""
    about = readers(session, office_id, today)
    return [route.category for route in category_routes(session, office_id, about) if not route.people]


def units_without_reader(session: Session, office_id: int, today: date) -> list[Unit]:
    """Open units that nobody of their own reads, in list order."""
    return readers(session, office_id, today).empty
