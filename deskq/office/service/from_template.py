"""Adds several services or counters at once: services of chosen templates, and equal counters."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office import service_templates
from deskq.office.models import Counter, Service, ServiceGroup
from deskq.office.row_store import changed, put
from deskq.office.service import counters, services
from deskq.office.service_templates import Item


def add_services(office_id: int, by: str, codes: Collection[str]) -> list[Service]:
    """Add the services of these templates with their groups. Existing services are not changed."""
    wanted = [item for item in service_templates.SERVICES if item.code in codes]
    if not wanted or len(wanted) != len(set(codes)):
        raise InvalidInput({"services": N_("Please choose one of the options.")})
    with transaction(office_id, by) as tx:
        there = set(tx.session.scalars(select(Service.code).filter_by(office_id=office_id)))
        return [_add_service(tx, item) for item in wanted if item.code not in there]


def _add_service(tx: Transaction, item: Item) -> Service:
    position = len(tx.session.scalars(select(Service.id).filter_by(office_id=tx.office_id)).all())
    columns = {
        **service_templates.columns_of(item),
        "group_id": _group(tx, item.group),
        "series": service_templates.GROUPS[item.group].series,
        "position": position,
    }
    return services.save_service(tx.office_id, tx.by, None, columns, ())


def _group(tx: Transaction, number: int) -> int:
    """The group of the template, found by its Persian name, or added without a description: the kiosk then names the
    services that the office offers."""
    template = service_templates.GROUPS[number]
    named = select(ServiceGroup).filter_by(office_id=tx.office_id, name_fa=template.fa)
    found = tx.session.scalars(named.limit(1)).first()
    if found is None:
        columns = {**service_templates.group_columns(template), "covers_fa": "", "covers_en": "", "position": number}
        found, changes = put(tx, ServiceGroup, None, columns)
        changed(tx, "service_group", found.id, changes)
    return found.id


def add_counters(
    office_id: int, by: str, numbers: Sequence[int], place: Mapping[str, Any], service_ids: Collection[int]
) -> list[Counter]:
    """Add counters with these numbers at one place, with these services as first choice. If one number exists already,
    none is added."""
    ranks = dict.fromkeys(service_ids, 1)
    with transaction(office_id, by):
        return [counters.save_counter(office_id, by, None, {**place, "number": number}, ranks) for number in numbers]
