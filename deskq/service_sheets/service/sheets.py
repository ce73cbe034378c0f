"""Saves a sheet: always as a new version, so that nothing changes under an application that runs. Offers and retires
sheets."""

import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.service_sheets.events import DraftDeleted, SheetOffered, SheetSaved
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from deskq.service_sheets.rules import content as content_rules
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import COSTS, RESERVED, Content, UnknownSheet
from deskq.units import queries as unit_queries

WRONG_UNIT = N_("Please choose a unit for each stage.")


class SheetThere(DomainError):
    slug = "service-sheet-there"
    title = N_("There is a service sheet with this code already: %(name)s.")


class NotReady(DomainError):
    slug = "service-sheet-not-ready"
    title = N_("“%(name)s” has a stage without an open unit, so it cannot be offered. Please choose its unit first.")


class NotADraft(DomainError):
    slug = "service-sheet-not-a-draft"
    title = N_("“%(name)s” was offered, so it is kept with its versions. You can stop offering it.")


def save(
    office_id: int, by: str, code: str, content: Content, *, offered: bool = True, template: str = ""
) -> SheetVersion:
    """Save a sheet under its code, a new one or the next version. ``BrokenGraph`` where no application could end,
    ``InvalidInput`` for other faults. What it says already is not saved again. One that was never offered stays a draft
    until it is. ``template``: of a new sheet, the start sheet it was taken from."""
    with transaction(office_id, by) as tx:
        _check(tx, code, content)
        graph.check(content.stages)
        sheet = _sheet(tx, code, template)
        text = content_rules.written(content)
        now = tx.session.scalars(
            select(SheetVersion).where(SheetVersion.sheet_id == sheet.id, SheetVersion.number == sheet.version)
        ).one_or_none()
        sheet.confirmed = sheet.confirmed or offered
        if now is not None and content_rules.says_the_same(now.content, content) and sheet.offered == offered:
            return now
        sheet.version, sheet.offered = sheet.version + 1, offered
        version = SheetVersion(sheet_id=sheet.id, number=sheet.version, body=text, by=by, saved_at=tx.at)
        tx.session.add(version)
        tx.session.flush()
        digest = hashlib.sha256(text.encode()).hexdigest()
        tx.record(SheetSaved(sheet.id, code, version.number, offered, digest))
        return version


def create(office_id: int, by: str, code: str, content: Content, *, offered: bool) -> SheetVersion:
    """Save a sheet that is not there yet; ``SheetThere`` where one has this code."""
    with transaction(office_id, by) as tx:
        there = _find(tx, code)
        if there is not None:
            raise SheetThere(name=_newest(tx, there).content.name)
        return save(office_id, by, code, content, offered=offered)


def offer(office_id: int, by: str, codes: Collection[str], offered: bool) -> Sequence[ServiceSheet]:
    """Offer these sheets, which says that the municipality confirms what they say, or receive no new applications for
    them. Applications that run go on either way. Returns those that changed, in list order."""
    with transaction(office_id, by) as tx:
        wanted = select(ServiceSheet).where(ServiceSheet.office_id == office_id, ServiceSheet.code.in_(codes))
        found = tx.session.scalars(wanted.order_by(ServiceSheet.position, ServiceSheet.id)).all()
        if len(found) != len(set(codes)):
            raise UnknownSheet
        changed = [sheet for sheet in found if sheet.offered != offered]
        for sheet in changed:
            if offered:
                _check_units(tx, _newest(tx, sheet).content)
                sheet.confirmed = True
            sheet.offered = offered
            tx.record(SheetOffered(sheet.id, sheet.code, offered))
        return changed


def delete_draft(office_id: int, by: str, code: str) -> None:
    """Delete a sheet that no citizen has ever seen; ``NotADraft`` for others."""
    with transaction(office_id, by) as tx:
        sheet = _find(tx, code)
        if sheet is None:
            raise UnknownSheet
        if sheet.confirmed:
            raise NotADraft(name=_newest(tx, sheet).content.name)
        tx.session.execute(delete(SheetVersion).where(SheetVersion.sheet_id == sheet.id))
        tx.session.delete(sheet)
        tx.record(DraftDeleted(sheet.id, code))


def _check_units(tx: Transaction, content: Content) -> None:
    opened = {one.code for one in unit_queries.units(tx.session, tx.office_id) if one.offered}
    if not all(one.unit in opened for one in content.stages):
        raise NotReady(name=content.name)


def _check(tx: Transaction, code: str, content: Content) -> None:
    wrong = content_rules.wrong_rows(content) | content_rules.wrong_lengths(content)
    if not content_rules.is_code(code) or code in RESERVED:
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


def _newest(tx: Transaction, sheet: ServiceSheet) -> SheetVersion:
    newest = SheetVersion.sheet_id == sheet.id, SheetVersion.number == sheet.version
    return tx.session.scalars(select(SheetVersion).where(*newest)).one()


def _find(tx: Transaction, code: str) -> ServiceSheet | None:
    wanted = select(ServiceSheet).where(ServiceSheet.office_id == tx.office_id, ServiceSheet.code == code)
    return tx.session.scalars(wanted).one_or_none()


def _sheet(tx: Transaction, code: str, template: str) -> ServiceSheet:
    found = _find(tx, code)
    if found is None:
        last = select(func.max(ServiceSheet.position)).where(ServiceSheet.office_id == tx.office_id)
        position = tx.session.scalar(last)
        found = ServiceSheet(office_id=tx.office_id, code=code, position=0 if position is None else position + 1)
        found.version, found.confirmed, found.template = 0, False, template
        tx.session.add(found)
        tx.session.flush()
    return found
