"""Confidential reports lie where they are read. An edit that changes where that is takes them along in its own commit,
and says neither that there are any nor how many."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from deskq.errors import N_, Refused
from deskq.messages import queries, rules
from deskq.messages.events import MessageMoved
from deskq.messages.queries import NotFurnished
from deskq.messages.service.held import Held
from deskq.messages.service.register import first_owner
from deskq.transactions import Transaction


class NobodyReads(Refused):
    slug = "nobody-reads"
    title = N_(
        "Confidential reports would lie with %(unit)s, where nobody may read them. Please first give it somebody of "
        "the inspectorate, or a deputy or the mayor as its head; nothing was changed."
    )


class Places(NamedTuple):
    """Where reports are read, and where those are that name the readers: these stay aside, whoever the readers are."""

    read: int
    passing_by: int


@contextmanager
def reports_follow(tell: Transaction) -> Iterator[None]:
    """Around an edit of units or of the policy."""
    before = _places(tell)
    yield
    after = _places(tell)
    if before is None or after is None or before == after:
        return
    about = queries.furniture(tell.session, tell.office_id)
    for unit_id in {*after} - {*before} - queries.read_at(tell.session, tell.office_id):
        raise NobodyReads(unit=about.units[unit_id].name)
    for message in queries.reports(tell.session, tell.office_id):
        aside = message.unit_id == before.passing_by != before.read
        to = _aside(before, after) if aside else first_owner(about, rules.REPORT, message.about_unit_id)
        if to != message.unit_id:
            _take_along(Held(tell, message, about), to)


def _places(tell: Transaction) -> Places | None:
    try:
        about = queries.furniture(tell.session, tell.office_id)
    except NotFurnished:
        return None
    inspectorate = about.policy.inspectorate_unit_id
    return Places(first_owner(about, rules.REPORT, None), first_owner(about, rules.REPORT, inspectorate))


def _aside(before: Places, after: Places) -> int:
    """Where nobody stands above the readers any more they stay with whoever did: that one reads them still."""
    return after.passing_by if after.passing_by != after.read else before.passing_by


def _take_along(held: Held, to: int) -> None:
    message, was = held.message, held.message.unit_id
    message.unit_id, message.person_id = to, None
    step = held.note(rules.RESETTLE)
    step.from_unit_id = was
    held.tell.session.flush()
    held.tell(MessageMoved(message.id, rules.RESETTLE, message.state, to, None, None, step.id))
