"""Whose it is: referral to a unit, acceptance, passing on with a reason, a person of the unit."""

from datetime import datetime

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.message_settings.kinds import REPORT, WRONG_CHOICE
from deskq.message_settings.models import MessageClass
from deskq.messages.models import Message
from deskq.messages.rules import transitions
from deskq.messages.service.create import due_of
from deskq.messages.service.edit import EditedMessage, StaffAction, edit, handled
from deskq.staff import queries as staff_queries
from deskq.units.models import Unit


class ClosedUnit(DomainError):
    slug = "closed-unit"
    title = N_("%(unit)s is closed and takes no new messages. Please choose another unit. Nothing was changed.")


class ReportStays(DomainError):
    slug = "report-stays"
    title = N_("A confidential report stays with the unit that reads it and is never referred to another one.")


def refer(press: StaffAction, unit_id: int, note: str = "", class_id: int | None = None) -> Message:
    """Send a message to the unit that will do it. Another class of deadline makes a new promise, counted from when the
    message came in, or from now where that would be over already; the old one stays in its history."""
    with edit(press) as found:
        found.check("refer")
        _send(found, "refer", unit_id, persian.clean(note), class_id)
        return found.message


def pass_on(press: StaffAction, unit_id: int, reason: str) -> Message:
    """Not ours: on to another unit, with the reason. The deadline stays as it is."""
    reason = persian.clean(reason)
    if not reason:
        raise InvalidInput({"note": N_("Please say why it is not for your unit.")})
    with handled(press) as found:
        if unit_id == found.message.unit_id:
            raise InvalidInput({"unit": N_("This unit already has it. Please choose another one.")})
        _send(found, "pass_on", unit_id, reason, None)
        return found.message


def accept(press: StaffAction) -> Message:
    """Ours: whoever presses takes it."""
    with handled(press) as found:
        found.move("accept")
        found.message.person_id = press.person_id
        return found.message


def assign(press: StaffAction, person_id: int) -> Message:
    """Another person of the unit does it; whoever is away is stood in for, day by day."""
    with handled(press) as found:
        person = staff_queries.person(found.tx.session, person_id)
        if person is None or not person.active or person.unit_id != found.message.unit_id:
            raise InvalidInput({"person": WRONG_CHOICE})
        found.move("assign").to_person_id = person_id
        found.message.person_id = person_id
        return found.message


def _send(found: EditedMessage, verb: str, unit_id: int, note: str, class_id: int | None) -> None:
    if found.message.kind == REPORT:
        raise ReportStays
    unit = open_unit(found, unit_id)
    transitions.move(found.message.state, verb)
    due = None
    if class_id is not None and class_id != found.message.class_id:
        sort = found.furniture.classes.get(class_id)
        if sort is None:
            raise InvalidInput({"class_id": WRONG_CHOICE})
        start, due = _promised(found, sort)
        found.message.class_id = sort.id
        found.promise(start, due)
    found.message.person_id = None
    found.move(verb, note=note, due_at=due, to_unit=unit.id)


def _promised(found: EditedMessage, sort: MessageClass) -> tuple[datetime, datetime]:
    """From when a message runs in this class, and until when: no promise is made of what is over."""
    start = found.message.started_at
    due = due_of(found.tx, start, sort)
    return (start, due) if due > found.at else (found.at, due_of(found.tx, found.at, sort))


def open_unit(found: EditedMessage, unit_id: int) -> Unit:
    unit = found.furniture.units.get(unit_id)
    if unit is None:
        raise InvalidInput({"unit": WRONG_CHOICE})
    if not unit.offered:
        raise ClosedUnit(unit=unit.name)
    return unit
