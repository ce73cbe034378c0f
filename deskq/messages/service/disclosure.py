"""Looks at what is sealed: each is in the journal, with who looked and why."""

from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.intake import callers
from deskq.message_settings.kinds import REPORT
from deskq.messages.events import CallerLookedUp, ReportRead, SenderRevealed
from deskq.messages.models import Message, Sender, phone_index
from deskq.messages.queries import message, viewers
from deskq.messages.service.edit import StaffAction, edit
from deskq.messages.service.message_input import read_phone

LONGEST_WHY = 200


def reveal(press: StaffAction, why: str) -> Sender:
    """Who wrote a message, for somebody who sees it; ``why`` stands in the journal."""
    why = persian.clean(why)[:LONGEST_WHY]
    if not why:
        raise InvalidInput({"why": N_("Please say why you need it.")})
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


def look_up_caller(office_id: int, by: str, person_id: int, typed: str) -> list[Message]:
    """The latest messages of a whole number that this person sees; ``BadFields`` for part of one."""
    index = phone_index(read_phone(typed))
    if index is None:
        return []
    with transaction(office_id, by) as tx:
        viewer = viewers.viewer(tx.session, office_id, person_id, tx.at.astimezone(clock.zone()).date())
        found = callers.by_phone(tx.session, office_id, viewer, index)
        tx.record(CallerLookedUp(len(found)))
        return found
