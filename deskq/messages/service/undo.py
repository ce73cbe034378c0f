"""Undo one's own last action while nobody outside has noticed it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from deskq.messages.events import MessageMoved
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import history
from deskq.messages.rules.history import NothingToUndo
from deskq.messages.service.edit import StaffAction, edit
from deskq.office import queries as office_queries


def undo_period(session: Session, office_id: int) -> timedelta:
    """How long after it an action may be undone."""
    return timedelta(seconds=office_queries.office(session, office_id).undo_seconds)


def undo(action: StaffAction) -> Message:
    """The message as before; the action and its undo both stay in the history."""
    with edit(action) as edited:
        message, session = edited.message, edited.tx.session
        steps = message_queries.steps(session, message.id)
        longest = undo_period(session, action.office_id)
        undone = history.undoable_step(steps, action.person_id, edited.at, longest)
        if undone is None:
            raise NothingToUndo
        before, was = history.replayed(steps[: steps.index(undone)]), message.unit_id
        unit = edited.settings.units.get(before.unit_id or 0)
        if unit is None or not unit.offered:
            raise NothingToUndo  # where it came from has been closed since
        message.state, message.unit_id, message.person_id = before.state, unit.id, before.person_id
        message.restricted = message.restricted or undone.opened
        step = edited.note("undo")
        step.from_unit_id = was if was != unit.id else None
        session.flush()
        edited.tx.record(MessageMoved(message.id, "undo", message.state, message.unit_id, None, None, step.id))
        return message
