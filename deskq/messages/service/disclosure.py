"""Reads of encrypted data, each journalled with who and why."""

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.message_settings.kinds import REPORT
from deskq.messages.events import ReportRead, SenderRevealed
from deskq.messages.models import Message, Sender
from deskq.messages.queries import message
from deskq.messages.service.edit import StaffAction, edit

LONGEST_WHY = 200


def reveal(action: StaffAction, why: str) -> Sender:
    """The sender of a message, for somebody who sees it; ``why`` goes into the journal."""
    why = persian.clean(why)[:LONGEST_WHY]
    if not why:
        raise InvalidInput({"why": N_("Please say why you need it.")})
    with edit(action) as edited:
        edited.check("reveal")
        edited.tx.record(SenderRevealed(action.message_id, why))
        return message.sender(edited.tx.session, action.message_id)


def note_report_read(action: StaffAction) -> Message:
    """Journal that a confidential report was opened."""
    with edit(action) as edited:
        if edited.message.kind == REPORT:
            edited.tx.record(ReportRead(action.message_id))
        return edited.message
