"""Commands over several offices: give somebody an account in another one, move a device to another one."""

from sqlalchemy.orm import Session

from deskq.access.devices import events as device_events
from deskq.access.devices.models import Device
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.offices import events
from deskq.staff import queries as staff_queries
from deskq.staff import rules as staff_rules
from deskq.staff.models import Person

UNKNOWN = N_("Nobody signs in with this name.")
HERE_ALREADY = N_("This person has an account here already.")


def add_account(office_id: int, sign_in_name: str, role: str, by: str) -> Person:
    """Give a person of another office an account in this one. They sign in as before. ``InvalidInput`` names wrong
    fields."""
    if role not in staff_rules.ROLES:
        raise InvalidInput({"role": N_("This role does not exist.")})
    with transaction(office_id, by) as tx:
        principal = staff_queries.person_by_name(tx.session, sign_in_name)
        return _add(tx, principal, role)


def add_account_of(office_id: int, principal_id: int, role: str, by: str) -> Person:
    """As ``add_account``, for the person who signs in with this account."""
    with transaction(office_id, by) as tx:
        return _add(tx, staff_queries.person(tx.session, principal_id), role)


def _add(tx: Transaction, principal: Person | None, role: str) -> Person:
    if principal is None or not principal.active:
        raise InvalidInput({"sign_in_name": UNKNOWN})
    there = staff_queries.account_in(tx.session, principal.id, tx.office_id)
    if principal.office_id == tx.office_id or there is not None:
        raise InvalidInput({"sign_in_name": HERE_ALREADY})
    made = Person(
        office_id=tx.office_id,
        principal_id=principal.id,
        sign_in_name=principal.sign_in_name,
        sign_in_key=_key(principal.id, tx.office_id),
        name=principal.name,
        name_en=principal.name_en,
        role=role,
        password_hash="",
    )
    tx.session.add(made)
    tx.session.flush()
    tx.record(events.AccountAdded(made.id, principal.id, role))
    return made


def _key(principal_id: int, office_id: int) -> str:
    """Unique, and like no sign-in name as it is compared: those have no capital letters."""
    return f"ACCOUNT {principal_id} IN {office_id}"


def move_device(office_id: int, device_id: int, to: int, by: str) -> Device:
    """A paired device belongs to another office from now on; its screen is told. Both journals say it."""
    with transaction(office_id, by) as tx:
        device = _paired(tx.session, office_id, device_id)
        if device.kind == "tablet":
            raise InvalidInput({"office": N_("A tablet belongs to a counter. Please pair it in the other office.")})
        device.office_id = to
        moved = device_events.DeviceChanged(device.id, device.kind, {"office_id": [office_id, to]})
        tx.record(moved)
    with transaction(to, by) as tx:
        tx.record(moved)
    return device


def _paired(session: Session, office_id: int, device_id: int) -> Device:
    device = session.get(Device, device_id)
    if device is None or device.office_id != office_id or device.paired_at is None or device.revoked_at:
        raise NotFound
    return device
