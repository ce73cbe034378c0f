"""One tap, then words and a question if the visitor likes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from deskq import persian
from deskq.errors import NotFound
from deskq.notify import numbers
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.ratings import answering, events, marking, proofs, queries, rules
from deskq.ratings.models import DeskAddress, Rating
from deskq.ratings.questionnaire import REASONS
from deskq.ratings.rules import UNKNOWN, Origin
from deskq.transactions import Transaction, transaction

VISITOR = "visitor"
#: A desk's address is written down again only so long after the last time.
REMEMBERED = timedelta(minutes=5)


def rate(
    office_id: int,
    ticket_id: int,
    score: int,
    source: str,
    reasons: Sequence[str] = (),
    comment: str = "",
    answers: Mapping[str, int] | None = None,
    *,
    origin: Origin = UNKNOWN,
) -> Rating:
    """Store the rating of a visit that has ended in whatever way, once. ``source`` is one of ``rules.SOURCES``."""
    rules.check_score(score, source)
    comment = persian.clean(comment)
    rules.check_words(reasons, comment, REASONS)
    with transaction(office_id, VISITOR) as tell:
        visit = _visit(tell, ticket_id)
        rules.check(visit, tell.session.get_one(Office, office_id).rate_hours, tell.at)
        if tell.session.get(Rating, ticket_id) is not None:
            raise rules.AlreadyRated
        rating = _made(tell, visit, score, source, origin)
        if reasons or comment or answers:
            _add(tell, rating, reasons, comment, answers or {})
        proof = proofs.of(ticket_id, score, rating.salt)
        tell(events.RatingGiven(ticket_id, visit.counter_id, source, proof, rating.mark))
        return rating


def _visit(tell: Transaction, ticket_id: int) -> Ticket:
    visit = tell.session.get(Ticket, ticket_id)
    if visit is None or visit.office_id != tell.office_id:
        raise NotFound
    return visit


def _made(tell: Transaction, visit: Ticket, score: int, source: str, origin: Origin) -> Rating:
    rating = Rating(
        ticket_id=visit.id,
        office_id=tell.office_id,
        service_id=visit.service_id,
        counter_id=visit.counter_id,
        day=visit.day,
        ending=rules.ending(visit),
        score=score,
        salt=proofs.salt(),
        source=source,
        mark=marking.mark_of(tell, visit, source, origin),
        source_hash=origin.key,
        given_at=tell.at,
    )
    rating.asked = answering.choose(tell, rating)
    tell.session.add(rating)
    tell.session.flush()
    return rating


def _add(tell: Transaction, rating: Rating, reasons: Sequence[str], comment: str, answers: Mapping[str, int]) -> None:
    answering.store(tell, rating, answers)
    rating.reasons, rating.comment, rating.words_at = ",".join(dict.fromkeys(reasons)), comment, tell.at


def add_words(
    office_id: int,
    ticket_id: int,
    reasons: Sequence[str],
    comment: str,
    at_tablet_of: int | None = None,
    answers: Mapping[str, int] | None = None,
    *,
    at_kiosk: bool = False,
) -> Rating:
    """Reasons, words and answers to a rating already given, once. A shared screen (``at_tablet_of`` a counter, or
    ``at_kiosk``) may send them only to what was rated there just now."""
    comment = persian.clean(comment)
    rules.check_words(reasons, comment, REASONS)
    with transaction(office_id, VISITOR) as tell:
        rating = tell.session.get(Rating, ticket_id)
        if at_tablet_of is not None or at_kiosk:
            rules.check_just_given(rating, "kiosk" if at_kiosk else "tablet", at_tablet_of, tell.at)
        if rating is None or rating.office_id != office_id:
            raise NotFound
        if rating.words_at is not None:
            raise rules.AlreadyRated
        _check_in_time(tell, rating)
        _add(tell, rating, reasons, comment, answers or {})
        tell(events.WordsAdded(ticket_id, rating.counter_id))
        return rating


def _check_in_time(tell: Transaction, rating: Rating) -> None:
    """What is added to a rating has as long as the rating itself had."""
    if tell.at - rating.given_at > timedelta(hours=tell.session.get_one(Office, tell.office_id).rate_hours):
        raise rules.TooLate


def answer(office_id: int, ticket_id: int, answers: Mapping[str, int], *, at_kiosk: bool = False) -> Rating:
    """Answers of the full form, each question once; ``at_kiosk`` as ``add_words`` has it."""
    with transaction(office_id, VISITOR) as tell:
        rating = tell.session.get(Rating, ticket_id)
        if at_kiosk:
            rules.check_just_given(rating, "kiosk", None, tell.at)
        if rating is None or rating.office_id != office_id:
            raise NotFound
        _check_in_time(tell, rating)
        answering.store(tell, rating, answers)
        if answers:
            tell(events.AnswersGiven(ticket_id, rating.counter_id))
        return rating


def rate_by_text(office_id: int, phone: str, text: str) -> Rating:
    """A visitor's answer by text message: the digit rates the last visit of this number that waits for it.

    ``BadFields`` when the text is no digit from 1 to 5, ``NothingToRate`` when no visit of that number waits for a
    rating: numbers are erased at the end of the day."""
    score = rules.score_of(text)
    try:
        number = numbers.read(phone)
    except numbers.WrongNumber:
        raise rules.NothingToRate from None
    with transaction(office_id, VISITOR) as tell:
        hours = tell.session.get_one(Office, office_id).rate_hours
        found = queries.unrated_of(tell.session, office_id, number, hours, tell.at)
        if found is None:
            raise rules.NothingToRate
        return rate(office_id, found, score, "sms")


def remember_desk(office_id: int, key: str) -> None:
    """Somebody of the staff works at a counter from the address that ``key`` names today."""
    with transaction(office_id, VISITOR) as tell:
        found = tell.session.get(DeskAddress, key)
        if found is None:
            tell.session.add(DeskAddress(source_hash=key, seen_at=tell.at))
        elif tell.at - found.seen_at >= REMEMBERED:
            found.seen_at = tell.at
