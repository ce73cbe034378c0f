"""Devices are paired, moved and revoked here; office data is edited in editing.py."""

import secrets
from datetime import timedelta
from typing import Any

from deskq.core import secrets as secrets_core
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.office import events, queries
from deskq.office.devices import Device
from deskq.office.models import Counter

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
CODE_LIFE = timedelta(minutes=10)
DEVICE_KINDS = ("kiosk", "lobby", "tablet")


def begin_pairing(office_id: int, kind: str, secret: str) -> Device:
    """A device asks to belong to the office: it shows the code until an admin accepts it."""
    with transaction(office_id, "device") as tx:
        stale = tx.session.query(Device).filter(Device.paired_at.is_(None), Device.code_until < tx.at)
        stale.delete(synchronize_session=False)
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        device = Device(
            office_id=office_id,
            kind=kind,
            secret_hash=secrets_core.hashed(secret),
            code=code,
            code_until=tx.at + CODE_LIFE,
        )
        tx.session.add(device)
        return device


def accept_device(office_id: int, code: str, name: str, counter_number: int | None, by: str) -> Device:
    """Pair the device that shows ``code``. A tablet belongs to a counter."""
    typed = persian.key(code).replace(" ", "").upper()
    with transaction(office_id, by) as tx:
        device = queries.device_by_code(tx.session, office_id, typed)
        if device is None or device.code_until is None or device.code_until < tx.at:
            raise InvalidInput({"code": N_("No device is showing this code. Please check the device’s screen.")})
        if device.kind == "tablet":
            device.counter_id = _counter(office_id, counter_number).id
        device.name = persian.clean(name)[:80]
        device.paired_at, device.code, device.code_until = tx.at, None, None
        tx.record(events.DevicePaired(device.id, device.kind))
        return device


def pair_at_once(office_id: int, kind: str, secret: str, counter_number: int | None) -> Device:
    """The demo office on its own machine: paired without a code; the same secret again is the same device."""
    with transaction(office_id, "demo") as tx:
        device = queries.device_by_hash(tx.session, secrets_core.hashed(secret))
        if device is None:
            device = Device(
                office_id=office_id, kind=kind, name="demo", secret_hash=secrets_core.hashed(secret), paired_at=tx.at
            )
            if counter_number is not None:
                device.counter_id = _counter(office_id, counter_number).id
            tx.session.add(device)
            tx.session.flush()
            tx.record(events.DevicePaired(device.id, kind))
        return device


def change_device(office_id: int, device_id: int, name: str, counter_number: int | None, by: str) -> Device:
    """Name a paired device anew; a tablet may move to another counter, and its screen goes there by itself."""
    with transaction(office_id, by) as tx:
        device = _paired(tx, device_id)
        wanted: dict[str, Any] = {"name": persian.clean(name)[:80], "counter_id": None}
        if device.kind == "tablet":
            wanted["counter_id"] = _counter(office_id, counter_number).id
        changes = {column: [getattr(device, column), value] for column, value in wanted.items()}
        changes = {column: pair for column, pair in changes.items() if pair[0] != pair[1]}
        for column, (_, value) in changes.items():
            setattr(device, column, value)
        if changes:
            tx.record(events.DeviceChanged(device.id, device.kind, changes))
        return device


def revoke_device(office_id: int, device_id: int, by: str) -> None:
    """The device must be paired again before it shows or does anything."""
    with transaction(office_id, by) as tx:
        device = _paired(tx, device_id)
        device.revoked_at = tx.at
        tx.record(events.DeviceRevoked(device.id, device.kind))


def _paired(tx: Transaction, device_id: int) -> Device:
    device = tx.session.get(Device, device_id)
    if device is None or device.office_id != tx.office_id or device.paired_at is None or device.revoked_at:
        raise NotFound
    return device


def _counter(office_id: int, number: int | None) -> Counter:
    found = queries.counter_by_number(db.session(), office_id, number) if number is not None else None
    if found is None:
        raise InvalidInput({"counter": N_("Please choose the counter for this tablet.")})
    return found
