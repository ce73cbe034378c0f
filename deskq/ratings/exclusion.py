"""Which ratings are excluded from the figures, and why. Excluded ratings stay stored."""

from datetime import timedelta

from sqlalchemy import select

from deskq.core import clock
from deskq.core.transactions import Transaction
from deskq.queue.models import Ticket
from deskq.ratings import events, rules
from deskq.ratings.models import DeskAddress, Rating
from deskq.ratings.rules import Origin

#: How long after the last action at a counter its address counts as an address of the staff.
DESK_ADDRESS_LIFETIME = timedelta(minutes=30)


def exclusion_mark(tx: Transaction, visit: Ticket, source: str, origin: Origin) -> str | None:
    """The mark of a rating that is being given; None: it counts. A burst marks the earlier ones as well."""
    before = _burst(tx, source, origin)
    if before:
        for rating in before:
            rating.mark = "burst"
        tx.record(events.RatingsMarked(tuple(rating.ticket_id for rating in before), "burst"))
    if origin.staff or _is_a_desk(tx, origin.key):
        return "staff"
    if rules.is_clock_wrong(tx.at, clock.now(), rules.ended_at(visit)):
        return "clock"
    return "burst" if before is not None else None


def _burst(tx: Transaction, source: str, origin: Origin) -> list[Rating] | None:
    """Earlier ratings that form a burst with this one and have no mark yet; None when it is no burst."""
    bound = rules.burst_limit(source, origin.most)
    if not origin.key or bound is None:
        return None
    most, within = bound
    recent = (Rating.source_hash == origin.key, Rating.given_at > tx.at - within, Rating.office_id == tx.office_id)
    if len(tx.session.scalars(select(Rating.ticket_id).where(*recent).limit(most)).all()) < most:
        return None
    return list(tx.session.scalars(select(Rating).where(*recent, Rating.mark.is_(None))))


def _is_a_desk(tx: Transaction, key: str) -> bool:
    found = tx.session.get(DeskAddress, key) if key else None
    return found is not None and tx.at - found.seen_at < DESK_ADDRESS_LIFETIME
