"""Looks at what is sealed: each is in the journal, with who looked and why."""

from deskq import clock, persian
from deskq.errors import N_, BadFields
from deskq.messages import queries, rules
from deskq.messages.events import CallerLookedUp, ReportRead, SenderRevealed
from deskq.messages.models import Message, Sender, phone_index
from deskq.messages.service.given import read_phone
from deskq.messages.service.held import Press, held
from deskq.transactions import transaction

LONGEST_WHY = 200


def reveal(press: Press, why: str) -> Sender:
    """Who wrote a message, for somebody who sees it; ``why`` stands in the journal."""
    why = persian.clean(why)[:LONGEST_WHY]
    if not why:
        raise BadFields({"why": N_("Please say what you need it for.")})
    with held(press) as found:
        found.check("reveal")
        found.tell(SenderRevealed(press.message_id, why))
        return queries.sender(found.tell.session, press.message_id)


def note_report_read(press: Press) -> Message:
    """A confidential report was opened."""
    with held(press) as found:
        if found.message.kind == rules.REPORT:
            found.tell(ReportRead(press.message_id))
        return found.message


def look_up_caller(office_id: int, by: str, person_id: int, typed: str) -> list[Message]:
    """The latest messages of a whole number that this person sees; ``BadFields`` for part of one."""
    index = phone_index(read_phone(typed))
    if index is None:
        return []
    with transaction(office_id, by) as tell:
        viewer = queries.viewer(tell.session, office_id, person_id, tell.at.astimezone(clock.zone()).date())
        found = queries.by_phone(tell.session, office_id, viewer, index)
        tell(CallerLookedUp(len(found)))
        return found
