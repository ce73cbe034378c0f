"""Decides what the browser that asks may watch: by its session, its device or a ticket's secret.

The room never comes from a parameter; a parameter only chooses among what the browser may see anyway.
"""

from functools import partial
from typing import Any

from flask import current_app, request

from deskq.access import identity, permissions, served_office, sessions
from deskq.access.devices import last_seen
from deskq.access.identity import Caller
from deskq.access.ports import Person
from deskq.core.errors import DomainError, InvalidInput
from deskq.live import registry
from deskq.live.screen_types import Subscription, WatchRequest


def authorize(fields: dict[str, Any]) -> Subscription | None:
    """The subscription for the fields of a ``watch``; None when the browser may not watch that, or not at the address
    of this office."""
    try:
        served_office.choose()
    except DomainError:
        return None
    asked = _read(fields)
    screen_type = registry.of(current_app).types.get(asked.screen)
    try:
        found = screen_type.authorize(asked) if screen_type is not None else None
    except InvalidInput:  # no such counter
        return None
    if found is None or served_office.current() not in (None, found.office_id):
        return None
    if served_office.current() is None and not served_office.admits(found.office_id):
        return None
    caller = identity.current_caller_or_none()
    if caller is not None and caller.device_id is not None:
        said = last_seen.facts(request.remote_addr, fields.get("page"), fields.get("battery"))
        last_seen.note(caller.device_id, said)
    return found


def _read(fields: dict[str, Any]) -> WatchRequest:
    counter, secret = fields.get("counter"), fields.get("token")
    return WatchRequest(
        screen=str(fields.get("screen")),
        counter=counter if type(counter) is int and 1 <= counter <= 9999 else None,
        secret=secret if isinstance(secret, str) else None,
    )


def for_role(screen: str, act: str, own: bool = False, row: int = 0) -> Subscription | None:
    """The office's screen of this type (and ``row``) for a signed-in person with the permission ``act``; ``own``: a
    separate screen for each person."""
    person = identity.signed_in()
    if person is None or not permissions.may(person.role, act):
        return None
    end_reason = partial(_role_end, sessions.current(), person.office_id, act)
    return Subscription(screen, person.office_id, person.id if own else row, session_rooms(person), end_reason)


def _role_end(session: sessions.StoredSession | None, office_id: int, act: str) -> str | None:
    person = sessions.account_of(session, office_id)
    return None if person is not None and permissions.may(person.role, act) else sessions.end_reason(session)


def for_device(screen: str, device: Caller) -> Subscription:
    """The screen of this type for a paired device of the same kind."""
    device_id = device.device_id or 0
    end_reason = partial(_device_end, device_id, device.office_id, screen, device.counter_id)
    return Subscription(screen, device.office_id, device.counter_id or 0, (device_room(device_id),), end_reason)


def _device_end(device_id: int, office_id: int, kind: str, counter_id: int | None) -> str | None:
    return None if identity.is_device_valid(device_id, office_id, kind, counter_id) else "revoked"


def session_rooms(person: Person) -> tuple[str, ...]:
    """Rooms of a subscription that ends with the sessions of this account or of the one that signed in, or with this
    session."""
    accounts = sorted({person.id, person.login_id})
    return (*(person_room(one) for one in accounts), session_room(identity.session_key()))


def person_room(person_id: int) -> str:
    return f"person:{person_id}"


def session_room(key: str) -> str:
    return f"session:{key}"


def device_room(device_id: int) -> str:
    return f"device:{device_id}"
