"""Moves confidential reports when an edit of units or policy changes where they are read, in the same transaction,
without telling whether there are any."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from deskq.core.errors import N_, DomainError
from deskq.core.transactions import Transaction
from deskq.message_settings import queries
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.queries import NotSetUp
from deskq.messages.events import MessageMoved
from deskq.messages.queries import due, viewers
from deskq.messages.rules.history import RESETTLE
from deskq.messages.service.create import initial_unit
from deskq.messages.service.edit import EditedMessage


class NobodyReads(DomainError):
    slug = "nobody-reads"
    title = N_(
        "Confidential reports would go to %(unit)s, where nobody may read them. Please first add a colleague from "
        "the inspectorate to it, or make a deputy or the mayor its head. Nothing was changed."
    )


class Places(NamedTuple):
    """The unit where reports are read, and the one for reports that name the readers themselves."""

    read: int
    passing_by: int


@contextmanager
def reports_follow(tx: Transaction) -> Iterator[None]:
    """Around an edit of units or of the policy."""
    before = _places(tx)
    yield
    after = _places(tx)
    if before is None or after is None or before == after:
        return
    settings = queries.load_settings(tx.session, tx.office_id)
    for unit_id in {*after} - {*before} - viewers.units_with_report_readers(tx.session, tx.office_id):
        raise NobodyReads(unit=settings.units[unit_id].name)
    for message in due.reports(tx.session, tx.office_id):
        aside = message.unit_id == before.passing_by != before.read
        to = _aside(before, after) if aside else initial_unit(settings, REPORT, message.about_unit_id)
        if to != message.unit_id:
            _take_along(EditedMessage(tx, message, settings), to)


def _places(tx: Transaction) -> Places | None:
    try:
        settings = queries.load_settings(tx.session, tx.office_id)
    except NotSetUp:
        return None
    inspectorate = settings.policy.inspectorate_unit_id
    return Places(initial_unit(settings, REPORT, None), initial_unit(settings, REPORT, inspectorate))


def _aside(before: Places, after: Places) -> int:
    """Without a unit above the readers, reports about them stay with the unit that was above: it still reads them."""
    return after.passing_by if after.passing_by != after.read else before.passing_by


def _take_along(edited: EditedMessage, to: int) -> None:
    """Move a report to the unit where it is read now."""
    message, was = edited.message, edited.message.unit_id
    message.unit_id, message.person_id = to, None
    step = edited.note(RESETTLE)
    step.from_unit_id = was
    edited.tx.session.flush()
    edited.tx.record(MessageMoved(message.id, RESETTLE, message.state, to, None, None, step.id))
