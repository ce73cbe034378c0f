"""Where ready sheets come from: the start sheets of the catalogue, or what another office of the installation offers
its citizens."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from deskq.core.errors import NotFound
from deskq.core.text.names import Name
from deskq.office import directory
from deskq.office.directory import OfficeEntry
from deskq.service_sheets import queries
from deskq.service_sheets.catalogue.content import contents
from deskq.service_sheets.catalogue.units import UNITS
from deskq.service_sheets.rules.content import UnknownSheet
from deskq.service_sheets.rules.taking import ReadySheet
from deskq.units import queries as unit_queries


class Source(NamedTuple):
    """``office``: None for the start sheets; ``units`` {code: (name, code of the unit above it)}, those above first."""

    office: OfficeEntry | None
    sheets: list[ReadySheet]
    units: Mapping[str, tuple[Name, str]]

    def sheet(self, code: str) -> ReadySheet:
        found = next((one for one in self.sheets if one.code == code), None)
        if found is None:
            raise UnknownSheet
        return found


def other_offices(session: Session, office_id: int) -> list[OfficeEntry]:
    return [one for one in directory.entries(session) if one.id != office_id]


def source(session: Session, office_id: int, slug: str) -> Source:
    """The start sheets, or with ``slug`` the sheets of another office that every citizen sees."""
    if not slug:
        return Source(None, [ReadySheet(code, content, code) for code, content in contents().items()], UNITS)
    office = next((one for one in other_offices(session, office_id) if one.slug == slug), None)
    if office is None:
        raise NotFound
    offered = [one for one in queries.sheets(session, office.id) if one.sheet.offered]
    return Source(
        office, [ReadySheet(one.sheet.code, one.content, one.sheet.template) for one in offered],
        _units_of(session, office.id),
    )  # fmt: skip


def _units_of(session: Session, office_id: int) -> dict[str, tuple[Name, str]]:
    rows = unit_queries.units(session, office_id)
    codes = {unit.id: unit.code for unit in rows}
    above = {unit.code: codes.get(unit.parent_id or 0, "") for unit in rows}

    def depth(code: str) -> int:
        seen = [code]
        while (code := above.get(code, "")) and code not in seen:
            seen.append(code)
        return len(seen)

    return {unit.code: (unit.name, above[unit.code]) for unit in sorted(rows, key=lambda unit: depth(unit.code))}
