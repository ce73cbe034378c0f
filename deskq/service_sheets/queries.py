"""Service sheets with their versions."""

from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deskq.office.config_cache import OfficeConfig
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from deskq.service_sheets.rules.content import Content, UnknownSheet, is_code


class CurrentSheet(NamedTuple):
    sheet: ServiceSheet
    version: SheetVersion
    content: Content


def sheets(session: Session, office_id: int) -> list[CurrentSheet]:
    """All sheets with their newest version, those no longer offered too, in list order."""
    wanted = _current(office_id).order_by(ServiceSheet.position, ServiceSheet.id)
    return [CurrentSheet(sheet, version, version.content) for sheet, version in session.execute(wanted)]


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
