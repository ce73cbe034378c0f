"""Commands for services and their groups. A service with tickets is never deleted, only no longer offered."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office import rules
from deskq.office.models import CounterService, Opening, Service, ServiceGroup, Skill
from deskq.office.row_store import changed, find, put, remove, write
from deskq.office.service.counters import serve_at


class GroupNotEmpty(DomainError):
    slug = "group-not-empty"
    title = N_("This group still has services. Please move them first.")


def save_service(
    office_id: int, by: str, service_id: int | None, fields: Mapping[str, Any], counters: Collection[int]
) -> Service:
    """Save a service, a new one if ``service_id`` is None. ``fields``: its columns; ``counters``: ids of the counters
    that serve it. An empty prefix or code of a new service is filled in; the code never changes."""
    with transaction(office_id, by) as tx:
        _check_group(tx, fields["group_id"])
        columns = dict(fields)
        if service_id is None:
            columns["code"] = _code(tx.session, office_id, fields["code"], fields["name_en"])
        columns["series"] = _series(tx.session, office_id, service_id, fields)
        row, changes = put(tx, Service, service_id, columns)
        changed(tx, "service", row.id, changes)
        serve_at(tx, row.id, counters)
        return row


def offer_service(office_id: int, by: str, service_id: int, offered: bool) -> Service:
    """Offer a service at the kiosk, or no longer; visitors who wait for it are still called."""
    with transaction(office_id, by) as tx:
        row = find(tx, Service, service_id)
        changed(tx, "service", row.id, write(tx, row, {"offered": offered}))
        return row


def delete_service(office_id: int, by: str, service_id: int) -> None:
    """Delete a service without tickets, with its counter ranks and skills."""
    with transaction(office_id, by) as tx:
        row = find(tx, Service, service_id)
        for model in (CounterService, Skill, Opening):
            tx.session.execute(delete(model).where(model.service_id == service_id))
        changed(tx, "service", service_id, remove(tx, row))


def save_group(office_id: int, by: str, group_id: int | None, fields: Mapping[str, Any]) -> ServiceGroup:
    """Write a group, new when ``group_id`` is None. Set-up files name a group by its Persian name, so no group gets one
    that another group has; who has one of those from before may keep it."""
    with transaction(office_id, by) as tx:
        before = find(tx, ServiceGroup, group_id).name_fa if group_id is not None else None
        same = select(ServiceGroup.id).filter_by(office_id=office_id, name_fa=fields["name_fa"])
        if fields["name_fa"] != before and tx.session.scalars(same.limit(1)).first() is not None:
            raise InvalidInput({"name_fa": N_("Another group already has this name.")})
        row, changes = put(tx, ServiceGroup, group_id, fields)
        changed(tx, "service_group", row.id, changes)
        return row


def delete_group(office_id: int, by: str, group_id: int) -> None:
    """Delete a group; ``GroupNotEmpty`` while it has services."""
    with transaction(office_id, by) as tx:
        row = find(tx, ServiceGroup, group_id)
        if tx.session.scalars(select(Service.id).where(Service.group_id == group_id).limit(1)).first() is not None:
            raise GroupNotEmpty
        changed(tx, "service_group", group_id, remove(tx, row))


def _check_group(tx: Transaction, group_id: int) -> None:
    found = tx.session.get(ServiceGroup, group_id)
    if found is None or found.office_id != tx.office_id:
        raise InvalidInput({"group_id": N_("This group does not exist.")})


def _series(session: Session, office_id: int, service_id: int | None, fields: Mapping[str, Any]) -> str:
    """The requested prefix. If it is empty and numbers without a prefix would clash, a free prefix. Raises if the
    requested prefix clashes."""
    wanted = select(Service.series, Service.group_id).where(
        Service.office_id == office_id, Service.id != (service_id or 0)
    )
    others = [(series, group) for series, group in session.execute(wanted)]
    every = [series for series, _group in others]
    series = fields["series"] or rules.proposed_series(
        every, [series for series, group in others if group == fields["group_id"]]
    )
    try:
        rules.check_series([*every, series])
    except rules.SeriesClash:
        raise InvalidInput({"series": rules.SeriesClash.title}) from None
    return str(series)


def _code(session: Session, office_id: int, code: str | None, name: str) -> str:
    taken = set(session.scalars(select(Service.code).where(Service.office_id == office_id)))
    if code in taken:
        raise InvalidInput({"code": N_("This code is already in use.")})
    return code or rules.code_from(name, taken)
