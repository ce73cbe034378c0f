"""Refer to a unit, accept, pass on with a reason, assign to a person."""

from datetime import datetime

from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.message_settings.kinds import REPORT, WRONG_CHOICE
from deskq.message_settings.models import MessageClass
from deskq.messages.events import ComplaintPassedOn
from deskq.messages.models import Message
from deskq.messages.queries.readers import readers
from deskq.messages.rules import transitions
from deskq.messages.service.create import deadline_of
from deskq.messages.service.edit import EditedMessage, StaffAction, edit, edit_as_handler
from deskq.staff import queries as staff_queries
from deskq.units.models import Unit


class ClosedUnit(DomainError):
    slug = "closed-unit"
    title = N_("%(unit)s is closed and takes no new messages. Please choose another unit. Nothing was changed.")


class ReportStays(DomainError):
    slug = "report-stays"
    title = N_("A confidential report stays with the unit that reads it and is never referred to another one.")


def refer(action: StaffAction, unit_id: int, note: str = "", class_id: int | None = None) -> Message:
    """Send a message to the unit that will do it. Another deadline class makes a new deadline, counted from
    registration, or from now if that would be over already; the old one stays in the history."""
    with edit(action) as edited:
        edited.check("refer")
        _send(edited, "refer", unit_id, persian.clean(note), class_id)
        return edited.message


def pass_on(action: StaffAction, unit_id: int, reason: str) -> Message:
    """Pass it on to another unit, with the reason why it is not for this one. The deadline stays."""
    reason = persian.clean(reason)
    if not reason:
        raise InvalidInput({"note": N_("Please say why it is not for your unit.")})
    with edit_as_handler(action) as edited:
        if unit_id == edited.message.unit_id:
            raise InvalidInput({"unit": N_("This unit already has it. Please choose another one.")})
        _send(edited, "pass_on", unit_id, reason, None)
        return edited.message


def accept(action: StaffAction) -> Message:
    """The acting person accepts the message."""
    with edit_as_handler(action) as edited:
        edited.move("accept")
        edited.message.person_id = action.person_id
        return edited.message


def assign(action: StaffAction, person_id: int) -> Message:
    """Give it to another person of the unit, or of the unit that reads for it."""
    with edit_as_handler(action) as edited:
        person = staff_queries.person(edited.tx.session, person_id)
        if person is None or not person.active or person.unit_id != _assigning_unit(edited):
            raise InvalidInput({"person": WRONG_CHOICE})
        edited.move("assign").to_person_id = person_id
        edited.message.person_id = person_id
        return edited.message


def _assigning_unit(edited: EditedMessage) -> int:
    """The unit to whose people it may be given."""
    about = readers(edited.tx.session, edited.tx.office_id, clock.local(edited.at).date())
    return about.reading_unit(edited.message.unit_id) or edited.message.unit_id


def _send(edited: EditedMessage, verb: str, unit_id: int, note: str, class_id: int | None) -> None:
    if edited.message.kind == REPORT:
        raise ReportStays
    if edited.message.restricted and not note:
        raise InvalidInput({"note": N_("Please say why the unit should read this complaint.")})
    unit = open_unit(edited, unit_id)
    transitions.move(edited.message.state, verb)
    due = None
    if class_id is not None and class_id != edited.message.class_id:
        sort = edited.settings.classes.get(class_id)
        if sort is None:
            raise InvalidInput({"class_id": WRONG_CHOICE})
        transitions.check_clock_runs(edited.message)
        start, due = _promised(edited, sort)
        edited.message.class_id = sort.id
        edited.promise(start, due)
    edited.message.person_id = None
    opened, edited.message.restricted = edited.message.restricted, False
    edited.move(verb, note=note, due_at=due, to_unit=unit.id).opened = opened
    if opened:
        edited.tx.record(ComplaintPassedOn(edited.message.id, unit.id, note))


def _promised(edited: EditedMessage, sort: MessageClass) -> tuple[datetime, datetime]:
    """Start and end of the new deadline; never one that is over already."""
    start = edited.message.started_at
    due = deadline_of(edited.tx, start, sort)
    return (start, due) if due > edited.at else (edited.at, deadline_of(edited.tx, edited.at, sort))


def open_unit(edited: EditedMessage, unit_id: int) -> Unit:
    """The unit; ``InvalidInput`` when there is none, ``ClosedUnit`` when it takes no messages."""
    unit = edited.settings.units.get(unit_id)
    if unit is None:
        raise InvalidInput({"unit": WRONG_CHOICE})
    if not unit.offered:
        raise ClosedUnit(unit=unit.name)
    return unit
