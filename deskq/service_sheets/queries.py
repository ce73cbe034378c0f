"""Service sheets with their versions, and what they lack before they can be used."""

from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.service_sheets.models import LegalDays, ServiceSheet, SheetVersion
from deskq.service_sheets.rules import legal_days as day_rules
from deskq.service_sheets.rules.content import WORK, Content, UnknownSheet, is_code
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries
from deskq.units.escalation_path import path_to_top


class CurrentSheet(NamedTuple):
    sheet: ServiceSheet
    version: SheetVersion
    content: Content


#: What a sheet may lack. Without an open unit it cannot be offered; without a person in the unit or above it, nobody is
#: responsible for its stage; without an English name English pages show the Persian one.
NO_UNIT, NOBODY, NO_ENGLISH = "unit", "person", "english"


class SheetReadiness(NamedTuple):
    """``lacks``: of NO_UNIT, NOBODY and NO_ENGLISH; ``units``: names of the units in which nobody is."""

    code: str
    name: Name
    offered: bool
    confirmed: bool
    lacks: tuple[str, ...]
    units: tuple[Name, ...]


def sheets(session: Session, office_id: int) -> list[CurrentSheet]:
    """All sheets with their newest version, those no longer offered too, in list order."""
    wanted = _current(office_id).order_by(ServiceSheet.position, ServiceSheet.id)
    return [CurrentSheet(sheet, version, version.content) for sheet, version in session.execute(wanted)]


def readiness(session: Session, office_id: int) -> list[SheetReadiness]:
    """Of every sheet whether it is offered, and what it lacks."""
    units = {unit.code: unit for unit in unit_queries.units(session, office_id)}
    parents = {unit.id: unit.parent_id for unit in units.values()}
    people = {person.id: person.unit_id for person in staff_queries.people(session, office_id) if person.active}
    manned = {*people.values()} | {unit.id for unit in units.values() if unit.head_id in people}

    def state(one: CurrentSheet) -> SheetReadiness:
        working = [stage.unit for stage in one.content.stages if stage.kind == WORK]
        missing = any(code not in units or not units[code].offered for code in working)
        empty = [
            units[code]
            for code in dict.fromkeys(working)
            if code in units and manned.isdisjoint(path_to_top(parents, units[code].id))
        ]
        found = ((NO_UNIT, missing), (NOBODY, empty), (NO_ENGLISH, not one.content.name.en))
        lacks = tuple(code for code, is_lacking in found if is_lacking)
        return SheetReadiness(
            one.sheet.code, one.content.name, one.sheet.offered, one.sheet.confirmed, lacks,
            tuple(unit.name for unit in empty),
        )  # fmt: skip

    return [state(one) for one in sheets(session, office_id)]


def legal_days(session: Session, office_id: int) -> day_rules.Days:
    """The days of this office that hang on a law."""
    row = session.scalars(select(LegalDays).where(LegalDays.office_id == office_id)).one_or_none()
    if row is None:
        return day_rules.USUAL
    return day_rules.Days(row.defence, row.verdict_objection, row.objection_decision)


def icons(config: OfficeConfig) -> dict[str, str]:
    """{code of a sheet: icon of the service with the same code in the queue}; some sheets have none."""
    return {service.code: service.icon for service in config.services.values()}


def sheet(session: Session, office_id: int, code: str) -> CurrentSheet:
    """The sheet of a code, or ``UnknownSheet``."""
    found = None
    if is_code(code):  # PostgreSQL takes no text with NUL
        found = session.execute(_current(office_id).where(ServiceSheet.code == code)).one_or_none()
    if found is None:
        raise UnknownSheet
    return CurrentSheet(*found, found[1].content)


def version(session: Session, version_id: int) -> CurrentSheet:
    """The version that an application began with."""
    both = select(ServiceSheet, SheetVersion).join(SheetVersion, SheetVersion.sheet_id == ServiceSheet.id)
    sheet, found = session.execute(both.where(SheetVersion.id == version_id)).one()
    return CurrentSheet(sheet, found, found.content)


def _current(office_id: int) -> Select[ServiceSheet, SheetVersion]:
    joined = select(ServiceSheet, SheetVersion).join(SheetVersion, SheetVersion.sheet_id == ServiceSheet.id)
    return joined.where(ServiceSheet.office_id == office_id, SheetVersion.number == ServiceSheet.version)
