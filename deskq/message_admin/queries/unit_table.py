"""The table of all units: its rows as stored, and what typed rows mean."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from deskq.core.text.names import Name
from deskq.message_admin.rules import unit_table
from deskq.message_admin.rules.unit_table import Difference, Reading, TypedRow
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.units import queries, template
from deskq.units.escalation_path import tree
from deskq.units.models import Unit


@dataclass(frozen=True)
class Table:
    """The units by id and the people of an office."""

    units: dict[int, Unit]
    people: dict[int, Person]

    @property
    def depths(self) -> list[tuple[int, int]]:
        """(unit, how many are above it), each after the one above it."""
        return tree({unit.id: unit.parent_id for unit in self.units.values()})

    @property
    def rows(self) -> list[TypedRow]:
        """As stored, each unit after the one above it."""
        return [self._row(self.units[unit_id], place) for place, (unit_id, _) in enumerate(self.depths, 1)]

    def _row(self, unit: Unit, place: int) -> TypedRow:
        above, head = self.units.get(unit.parent_id or 0), self.people.get(unit.head_id or 0)
        texts = {cell: getattr(unit, cell) for cell in ("name_fa", "name_en", "does_fa", "does_en")}
        return TypedRow(
            unit.id, unit.code, str(place), above=above.name_fa if above else "", head=self._called(head), **texts
        )

    def _called(self, head: Person | None) -> str:
        """Their name; of several people of one name their sign-in name."""
        if head is None:
            return ""
        alike = [one for one in self.people.values() if one.name == head.name]
        return head.name if len(alike) == 1 else head.sign_in_name

    @property
    def proposed(self) -> list[TypedRow]:
        """Rows for the units of the template that this office does not have."""
        there = {unit.code for unit in self.units.values()}
        return unit_table.from_template(template.UNITS, there, list(self.people.values()))

    def read(self, typed: list[TypedRow]) -> Reading:
        return unit_table.read(typed, self.units, list(self.people.values()))

    def differences(self, reading: Reading) -> list[Difference]:
        return unit_table.differences(reading, self.units, {one.id: one.names for one in self.people.values()})

    @property
    def member_names(self) -> list[Name]:
        """Names to choose a head from."""
        return [one.names for one in self.people.values() if one.active]


def table(session: Session, office_id: int) -> Table:
    units = {unit.id: unit for unit in queries.units(session, office_id)}
    return Table(units, {one.id: one for one in staff_queries.people(session, office_id)})
