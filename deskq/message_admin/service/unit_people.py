"""Puts people into units, many at once."""

from collections.abc import Mapping

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.staff import events
from deskq.staff import queries as staff_queries
from deskq.units import queries


def save_people(office_id: int, by: str, units: Mapping[int, int | None]) -> int:
    """``units`` {person: unit, None for none}; returns how many changed. ``InvalidInput`` names "unit-person"."""
    with transaction(office_id, by) as tx:
        people = {one.id: one for one in staff_queries.people(tx.session, office_id)}
        there = {unit.id: unit for unit in queries.units(tx.session, office_id)}
        wrong, moved = {}, []
        for person_id, unit_id in units.items():
            person, unit = people.get(person_id), there.get(unit_id or 0)
            if person is None or (unit_id is not None and unit is None):
                wrong[f"unit-{person_id}"] = WRONG_CHOICE
            elif unit is not None and not unit.offered and person.unit_id != unit_id:
                wrong[f"unit-{person_id}"] = N_("This unit is closed. Please choose another one.")
            elif person.unit_id != unit_id:
                moved.append(person)
        if wrong:
            raise InvalidInput(wrong)
        for person in moved:
            person.unit_id = units[person.id]
        tx.session.flush()
        for person in moved:
            tx.record(events.PersonSaved(person.id, person.role, person.active))
        return len(moved)
