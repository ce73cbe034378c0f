"""Saves a sheet: always as a new version, so that nothing changes under an application that runs."""

import hashlib

from sqlalchemy import func, select

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.service_sheets.events import SheetSaved
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from deskq.service_sheets.rules import content as content_rules
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import COSTS, Content
from deskq.units import queries as unit_queries

WRONG_UNIT = N_("Please choose a unit for each stage.")


def save(office_id: int, by: str, code: str, content: Content, *, offered: bool = True) -> SheetVersion:
    """Save a sheet under its code, a new one or the next version. ``BrokenGraph`` where no application could end,
    ``InvalidInput`` for other faults. What it says already is not saved again."""
    with transaction(office_id, by) as tx:
        _check(tx, code, content)
        graph.check(content.stages)
        sheet = _sheet(tx, code)
        text = content_rules.written(content)
        now = tx.session.scalars(
            select(SheetVersion).where(SheetVersion.sheet_id == sheet.id, SheetVersion.number == sheet.version)
        ).one_or_none()
        if now is not None and now.body == text and sheet.offered == offered:
            return now
        sheet.version, sheet.offered = sheet.version + 1, offered
        version = SheetVersion(sheet_id=sheet.id, number=sheet.version, body=text, by=by, saved_at=tx.at)
        tx.session.add(version)
        tx.session.flush()
        digest = hashlib.sha256(text.encode()).hexdigest()
        tx.record(SheetSaved(sheet.id, code, version.number, offered, digest))
        return version


def _check(tx: Transaction, code: str, content: Content) -> None:
    wrong = content_rules.wrong_rows(content)
    if not content_rules.is_code(code):
        wrong["code"] = N_("Please write the code in small Latin letters, digits and underscores.")
    if not content.name.fa:
        wrong["name_fa"] = N_("Please write the name of the service.")
    if content.cost not in COSTS:
        wrong["cost"] = N_("Please choose one of the listed values.")
    units = {one.code for one in unit_queries.units(tx.session, tx.office_id)}
    if not all(one.unit in units for one in content.stages):
        wrong.setdefault("stages", WRONG_UNIT)
    if content.first_day and content.last_day and content.last_day < content.first_day:
        wrong["last_day"] = N_("The last day is before the first.")
    if wrong:
        raise InvalidInput(wrong)


def _sheet(tx: Transaction, code: str) -> ServiceSheet:
    wanted = select(ServiceSheet).where(ServiceSheet.office_id == tx.office_id, ServiceSheet.code == code)
    found = tx.session.scalars(wanted).one_or_none()
    if found is None:
        last = select(func.max(ServiceSheet.position)).where(ServiceSheet.office_id == tx.office_id)
        position = tx.session.scalar(last)
        found = ServiceSheet(office_id=tx.office_id, code=code, position=0 if position is None else position + 1)
        found.version = 0
        tx.session.add(found)
        tx.session.flush()
    return found
