"""Who may watch what: a screen says what it is, and session, device or ticket token decide which one it gets.

The room never comes from a parameter; a parameter only chooses among what is the asker's own.
"""

from typing import Any

from deskq import identity, tokens
from deskq.extensions import db
from deskq.office import queries as office_queries
from deskq.queue import queries
from deskq.staff import guard

#: Kind of screen, office, row (counter or ticket; 0 for the office's one), and the rooms that end it.
Found = tuple[str, int, int, tuple[str, ...]]


def allowed(given: dict[str, Any]) -> Found | None:
    """What the asking browser may watch of what it asks for; None when nothing."""
    decide = WATCH.get(str(given.get("screen")))
    return decide(given) if decide is not None else None


def _lobby(given: dict[str, Any]) -> Found | None:
    device = identity.device_caller("lobby")
    if device is not None:
        return "lobby", device.office_id, 0, (f"device:{device.device_id}",)
    person = identity.staff_caller()
    if person is None or not guard.may(person.role, "lobby.see"):
        return None
    return "lobby", person.office_id, 0, _person_rooms(person.person_id)


def _kiosk(given: dict[str, Any]) -> Found | None:
    device = identity.device_caller("kiosk")
    return ("kiosk", device.office_id, 0, (f"device:{device.device_id}",)) if device else None


def _tablet(given: dict[str, Any]) -> Found | None:
    number: Any = given.get("counter")
    device = identity.device_caller("tablet", number if _is_number(number) else None)
    if device is None or device.counter_id is None:
        return None
    if _is_number(number) and number != office_queries.counter_number(db.session(), device.counter_id):
        return None  # moved while it was away: its page finds the new counter when it loads again
    return "tablet", device.office_id, device.counter_id, (f"device:{device.device_id}",)


def _counter(given: dict[str, Any]) -> Found | None:
    """The counter a person holds; a page that only looks at a free one asks for its number."""
    person = identity.staff_caller()
    if person is None or person.person_id is None or not guard.may(person.role, "counter.work"):
        return None
    session = db.session()
    number: Any = given.get("counter")
    held = office_queries.counter_of(session, person.person_id)
    if held is None and _is_number(number):
        held = office_queries.counter_by_number(session, person.office_id, number)
    if held is None or held.clerk_id not in (None, person.person_id):
        return None
    return "counter", person.office_id, held.id, _person_rooms(person.person_id)


def _ticket(given: dict[str, Any]) -> Found | None:
    token = given.get("token")
    found = queries.ticket_by_hash(db.session(), tokens.hashed(token)) if isinstance(token, str) else None
    return ("ticket", found.office_id, found.id, ()) if found else None


def _panel(given: dict[str, Any]) -> Found | None:
    person = identity.staff_caller()
    if person is None or not guard.may(person.role, "hall.see"):
        return None
    return "panel", person.office_id, 0, _person_rooms(person.person_id)


def _person_rooms(person_id: int | None) -> tuple[str, ...]:
    return (f"person:{person_id}", f"session:{identity.session_key()}")


WATCH = {
    "lobby": _lobby,
    "kiosk": _kiosk,
    "tablet": _tablet,
    "counter": _counter,
    "ticket": _ticket,
    "panel": _panel,
}


def _is_number(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= 9999
