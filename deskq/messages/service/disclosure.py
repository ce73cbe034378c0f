"""Looks at what is sealed: each is in the journal, with who looked and why."""

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.message_settings.kinds import REPORT
from deskq.messages.events import ReportRead, SenderRevealed
from deskq.messages.models import Message, Sender
from deskq.messages.queries import message
from deskq.messages.service.edit import StaffAction, edit

LONGEST_WHY = 200


def reveal(press: StaffAction, why: str) -> Sender:
    """Who wrote a message, for somebody who sees it; ``why`` stands in the journal."""
    why = persian.clean(why)[:LONGEST_WHY]
    if not why:
        raise InvalidInput({"why": N_("Please say what you need it for.")})
    with edit(press) as found:
        found.check("reveal")
        found.tx.record(SenderRevealed(press.message_id, why))
        return message.sender(found.tx.session, press.message_id)


def note_report_read(press: StaffAction) -> Message:
    """A confidential report was opened."""
    with edit(press) as found:
        if found.message.kind == REPORT:
            found.tx.record(ReportRead(press.message_id))
        return found.message
