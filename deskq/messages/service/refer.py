"""Whose it is: referral to a unit, acceptance, passing on with a reason, a person of the unit."""

from datetime import datetime

from deskq import persian
from deskq.errors import N_, BadFields, Refused
from deskq.messages import rules
from deskq.messages.furniture import MessageClass
from deskq.messages.models import Message
from deskq.messages.service.held import Held, Press, handled, held
from deskq.messages.service.register import due_of
from deskq.office.units import Unit
from deskq.staff import queries as staff_queries


class ClosedUnit(Refused):
    slug = "closed-unit"
    title = N_("%(unit)s is closed and takes nothing new. Please choose another unit; nothing was changed.")


class ReportStays(Refused):
    slug = "report-stays"
    title = N_("A confidential report stays where it is read; it is never referred to a unit.")


def refer(press: Press, unit_id: int, note: str = "", class_id: int | None = None) -> Message:
    """Send a message to the unit that will do it. Another class of deadline makes a new promise, counted from when the
    message came in, or from now where that would be over already; the old one stays in its history."""
    with held(press) as found:
        found.check("refer")
        _send(found, "refer", unit_id, persian.clean(note), class_id)
        return found.message


def pass_on(press: Press, unit_id: int, reason: str) -> Message:
    """Not ours: on to another unit, with the reason. The deadline stays as it is."""
    reason = persian.clean(reason)
    if not reason:
        raise BadFields({"note": N_("Please say why it is not for your unit.")})
    with handled(press) as found:
        if unit_id == found.message.unit_id:
            raise BadFields({"unit": N_("It is with this unit already. Please choose another one.")})
        _send(found, "pass_on", unit_id, reason, None)
        return found.message


def accept(press: Press) -> Message:
    """Ours: whoever presses takes it."""
    with handled(press) as found:
        found.move("accept")
        found.message.person_id = press.person_id
        return found.message


def assign(press: Press, person_id: int) -> Message:
    """Another person of the unit does it; whoever is away is stood in for, day by day."""
    with handled(press) as found:
        person = staff_queries.person(found.tell.session, person_id)
        if person is None or not person.active or person.unit_id != found.message.unit_id:
            raise BadFields({"person": rules.WRONG_CHOICE})
        found.move("assign").to_person_id = person_id
        found.message.person_id = person_id
        return found.message


def _send(found: Held, verb: str, unit_id: int, note: str, class_id: int | None) -> None:
    if found.message.kind == rules.REPORT:
        raise ReportStays
    unit = open_unit(found, unit_id)
    rules.move(found.message.state, verb)
    due = None
    if class_id is not None and class_id != found.message.class_id:
        sort = found.furniture.classes.get(class_id)
        if sort is None:
            raise BadFields({"class_id": rules.WRONG_CHOICE})
        start, due = _promised(found, sort)
        found.message.class_id = sort.id
        found.promise(start, due)
    found.message.person_id = None
    found.move(verb, note=note, due_at=due, to_unit=unit.id)


def _promised(found: Held, sort: MessageClass) -> tuple[datetime, datetime]:
    """From when a message runs in this class, and until when: no promise is made of what is over."""
    start = found.message.started_at
    due = due_of(found.tell, start, sort)
    return (start, due) if due > found.at else (found.at, due_of(found.tell, found.at, sort))


def open_unit(found: Held, unit_id: int) -> Unit:
    unit = found.furniture.units.get(unit_id)
    if unit is None:
        raise BadFields({"unit": rules.WRONG_CHOICE})
    if not unit.offered:
        raise ClosedUnit(unit=unit.name)
    return unit
