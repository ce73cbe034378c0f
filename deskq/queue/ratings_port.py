"""What screens show of ratings: a port, because the ratings feature depends on this one."""

from typing import Protocol

from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.types import RatingShown

#: How many ratings are shown together, their mean, and how many are needed for that.
GroupMean = tuple[int, float | None, int]


class Ratings(Protocol):
    def shown(self, session: Session, ticket: Ticket, office: Office) -> RatingShown: ...
    def group_of(self, session: Session, office: Office, counter_id: int, day: int) -> GroupMean: ...


class NoRatings:
    def shown(self, session: Session, ticket: Ticket, office: Office) -> RatingShown:
        return RatingShown()

    def group_of(self, session: Session, office: Office, counter_id: int, day: int) -> GroupMean:
        return 0, None, office.rate_group


PORT: Port[Ratings] = Port("ratings", NoRatings())


def shown(session: Session, ticket: Ticket, office: Office) -> RatingShown:
    """The rating of one visit."""
    return PORT.bound.shown(session, ticket, office)


def group_of(session: Session, office: Office, counter_id: int, day: int) -> GroupMean:
    """Ratings of a counter before the Jalali ``day``, in whole groups only."""
    return PORT.bound.group_of(session, office, counter_id, day)
