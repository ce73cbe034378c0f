"""Who may watch what: a screen says what it is, and session, device or ticket token decide which one it gets.

The room never comes from a parameter; a parameter only chooses among what is the asker's own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from deskq.access import identity, permissions, sessions
from deskq.access.devices import queries as device_queries
from deskq.access.identity import Caller
from deskq.access.ports import Person
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.live.renderer import Screen
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import queries


@dataclass(frozen=True, slots=True)
class Found:
    """A screen that may be watched: ``row`` is its counter or ticket (0 for the office's one), ``rooms`` end it.

    ``over()`` asks again, without a request: None while the right lasts, else the reason of ``gone``. A ticket's secret
    lasts for ever.
    """

    kind: str
    office_id: int
    row: int = 0
    rooms: tuple[str, ...] = ()
    over: Callable[[], str | None] | None = None

    def screen(self, language: str) -> Screen:
        return Screen(self.kind, self.office_id, self.row, language)


def allowed(given: dict[str, Any]) -> Found | None:
    """What the asking browser may watch of what it asks for; None when nothing."""
    decide = WATCH.get(str(given.get("screen")))
    return decide(given) if decide is not None else None


def _lobby(given: dict[str, Any]) -> Found | None:
    device = identity.device_caller("lobby")
    return _for_device("lobby", device) if device is not None else _for_role("lobby", "lobby.see")


def _kiosk(given: dict[str, Any]) -> Found | None:
    device = identity.device_caller("kiosk")
    return _for_device("kiosk", device) if device else None


def _tablet(given: dict[str, Any]) -> Found | None:
    device = identity.device_caller("tablet", _number(given))
    if device is None or device.counter_id is None:
        return None
    number = _number(given)
    if number is not None and number != office_queries.counter_number(db.session(), device.counter_id):
        return None  # moved while it was away: its page finds the new counter when it loads again
    return _for_device("tablet", device)


def _panel(given: dict[str, Any]) -> Found | None:
    return _for_role("panel", "hall.see")


def _ticket(given: dict[str, Any]) -> Found | None:
    token = given.get("token")
    found = queries.ticket_by_hash(db.session(), secrets.hashed(token)) if isinstance(token, str) else None
    return Found("ticket", found.office_id, found.id) if found else None


def _counter(given: dict[str, Any]) -> Found | None:
    """The counter a person holds; a page that only looks at a free one asks for its number."""
    person, number = identity.signed_in(), _number(given)
    counter = _counter_of(person, number) if person is not None else None
    if person is None or counter is None:
        return None
    over = partial(_counter_over, sessions.kept(), number, counter.id)
    return Found("counter", person.office_id, counter.id, _rooms(person), over)


def _counter_of(person: Person, number: int | None) -> Counter | None:
    if not permissions.may(person.role, "counter.work"):
        return None
    session = db.session()
    held = office_queries.counter_of(session, person.id)
    if held is None and number is not None:
        held = office_queries.counter_by_number(session, person.office_id, number)
    return held if held is not None and held.clerk_id in (None, person.id) else None


def _counter_over(kept: sessions.Kept | None, number: int | None, row: int) -> str | None:
    person = sessions.person_of(kept)
    if person is None:
        return sessions.why_over(kept)
    counter = _counter_of(person, number)
    return None if counter is not None and counter.id == row else "taken"


def _for_role(kind: str, act: str) -> Found | None:
    person = identity.signed_in()
    if person is None or not permissions.may(person.role, act):
        return None
    return Found(kind, person.office_id, 0, _rooms(person), partial(_role_over, sessions.kept(), act))


def _role_over(kept: sessions.Kept | None, act: str) -> str | None:
    person = sessions.person_of(kept)
    return None if person is not None and permissions.may(person.role, act) else sessions.why_over(kept)


def _for_device(kind: str, device: Caller) -> Found:
    row, device_id = device.counter_id or 0, device.device_id or 0
    return Found(kind, device.office_id, row, (f"device:{device_id}",), partial(_device_over, device_id, kind, row))


def _device_over(device_id: int, kind: str, row: int) -> str | None:
    device = device_queries.device(db.session(), device_id)
    if device is None or device.revoked_at is not None:
        return "revoked"
    return None if (device.kind, device.counter_id or 0) == (kind, row) else "revoked"


def _rooms(person: Person) -> tuple[str, ...]:
    return (f"person:{person.id}", f"session:{identity.session_key()}")


WATCH = {
    "lobby": _lobby,
    "kiosk": _kiosk,
    "tablet": _tablet,
    "counter": _counter,
    "ticket": _ticket,
    "panel": _panel,
}


def _number(given: dict[str, Any]) -> int | None:
    number = given.get("counter")
    return number if type(number) is int and 1 <= number <= 9999 else None
