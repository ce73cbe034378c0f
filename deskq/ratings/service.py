"""One tap, then words if the visitor likes."""

from collections.abc import Sequence

from deskq import persian
from deskq.errors import N_, BadFields, NotFound
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.ratings import events, rules
from deskq.ratings.models import Rating
from deskq.transactions import transaction


def rate(
    office_id: int, ticket_id: int, score: int, source: str, reasons: Sequence[str] = (), comment: str = ""
) -> Rating:
    """Store the rating of a finished visit, once. ``source``: phone, tablet or api."""
    if score not in rules.SCORES:
        raise BadFields({"score": N_("Please choose one of the given values.")})
    comment = persian.clean(comment)
    rules.check_words(reasons, comment)
    with transaction(office_id, "visitor") as tell:
        visit = tell.session.get(Ticket, ticket_id)
        if visit is None or visit.office_id != office_id:
            raise NotFound
        rules.check(visit, tell.session.get_one(Office, office_id).rate_hours, tell.at)
        if tell.session.get(Rating, ticket_id) is not None:
            raise rules.AlreadyRated
        rating = Rating(
            ticket_id=ticket_id,
            office_id=office_id,
            service_id=visit.service_id,
            ending=rules.ending(visit),
            counter_id=visit.counter_id,
            day=visit.day,
            score=score,
            reasons=",".join(dict.fromkeys(reasons)),
            comment=comment,
            source=source,
            given_at=tell.at,
            words_at=tell.at if reasons or comment else None,
        )
        tell.session.add(rating)
        tell.session.flush()
        tell(events.RatingGiven(ticket_id, visit.counter_id, source))
        return rating


def add_words(
    office_id: int, ticket_id: int, reasons: Sequence[str], comment: str, at_tablet_of: int | None = None
) -> Rating:
    """Reasons and words to a rating already given, once. ``at_tablet_of`` is the counter whose tablet sends them."""
    comment = persian.clean(comment)
    rules.check_words(reasons, comment)
    with transaction(office_id, "visitor") as tell:
        rating = tell.session.get(Rating, ticket_id)
        if at_tablet_of is not None:
            rules.check_words_at_tablet(rating, at_tablet_of, tell.at)
        if rating is None or rating.office_id != office_id:
            raise NotFound
        if rating.words_at is not None:
            raise rules.AlreadyRated
        rating.reasons, rating.comment, rating.words_at = ",".join(dict.fromkeys(reasons)), comment, tell.at
        tell(events.WordsAdded(ticket_id, rating.counter_id))
        return rating
