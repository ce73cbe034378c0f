"""Pairs, changes and revokes devices."""

import secrets
from datetime import timedelta
from typing import Any

from deskq.access.devices import events, queries
from deskq.access.devices.models import Device
from deskq.core import secrets as secrets_core
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction

#: Without the characters that look like another one: I, L, O, 0, 1.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
CODE_LIFETIME = timedelta(minutes=10)
#: A device has one name for both languages.
DEMO_NAMES = {
    "kiosk": "کیوسک ورودی · Entrance kiosk",
    "lobby": "تابلوی سالن انتظار · Waiting hall board",
    "tablet": "تبلت نظرسنجی · Rating tablet",
    "hall": "نمایشگر وضع سالن · Hall screen",
}
COUNTER_NEEDED = N_("Please choose the counter for this tablet.")


def begin_pairing(office_id: int, kind: str, secret: str) -> Device:
    """An unpaired device with a new code, which its screen shows until an admin accepts it."""
    with transaction(office_id, "device") as tx:
        expired = tx.session.query(Device).filter(Device.paired_at.is_(None), Device.code_until < tx.at)
        expired.delete(synchronize_session=False)
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        device = Device(
            office_id=office_id,
            kind=kind,
            secret_hash=secrets_core.hashed(secret),
            code=code,
            code_until=tx.at + CODE_LIFETIME,
        )
        tx.session.add(device)
        return device


def accept_device(office_id: int, code: str, name: str, counter_id: int | None, by: str) -> Device:
    """Pair the device that shows ``code``. A tablet needs a counter."""
    typed_code = persian.search_key(code).replace(" ", "").upper()
    with transaction(office_id, by) as tx:
        device = queries.device_by_code(tx.session, office_id, typed_code)
        if device is None or device.code_until is None or device.code_until < tx.at:
            raise InvalidInput({"code": N_("No device is showing this code. Please check the device’s screen.")})
        if device.kind == "tablet":
            device.counter_id = _required(counter_id)
        device.name = persian.clean(name)[:80]
        device.paired_at, device.code, device.code_until = tx.at, None, None
        tx.record(events.DevicePaired(device.id, device.kind))
        return device


def pair_demo_device(office_id: int, kind: str, secret: str, counter_id: int | None) -> Device:
    """Pair a device of the demo office without a code; the same secret again gives the same device."""
    with transaction(office_id, "demo") as tx:
        device = queries.device_by_hash(tx.session, secrets_core.hashed(secret))
        if device is None:
            device = Device(
                office_id=office_id,
                kind=kind,
                name=DEMO_NAMES[kind],
                counter_id=counter_id,
                secret_hash=secrets_core.hashed(secret),
                paired_at=tx.at,
            )
            tx.session.add(device)
            tx.session.flush()
            tx.record(events.DevicePaired(device.id, kind))
        return device


def change_device(office_id: int, device_id: int, name: str, counter_id: int | None, by: str) -> Device:
    """Rename a paired device; a tablet may move to another counter, and its screen follows by itself."""
    with transaction(office_id, by) as tx:
        device = _paired(tx, device_id)
        columns: dict[str, Any] = {"name": persian.clean(name)[:80], "counter_id": None}
        if device.kind == "tablet":
            columns["counter_id"] = _required(counter_id)
        changes = {column: [getattr(device, column), value] for column, value in columns.items()}
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


def ask_reload(office_id: int, device_id: int, by: str) -> Device:
    """Ask the screen of a device to reload its page. A device that is not connected does not get the request."""
    with transaction(office_id, by) as tx:
        device = _paired(tx, device_id)
        tx.record(events.DeviceReloadAsked(device.id, device.kind))
        return device


def _paired(tx: Transaction, device_id: int) -> Device:
    device = tx.session.get(Device, device_id)
    if device is None or device.office_id != tx.office_id or device.paired_at is None or device.revoked_at:
        raise NotFound
    return device


def _required(counter_id: int | None) -> int:
    if counter_id is None:
        raise InvalidInput({"counter": COUNTER_NEEDED})
    return counter_id
