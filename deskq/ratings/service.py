"""Store a rating, then the reasons, comment and answers that may follow it; rating by SMS; addresses of the staff."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from deskq.core import actors
from deskq.core.errors import NotFound
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.ratings import events, exclusion, integrity, queries, questionnaire_service, rules
from deskq.ratings.models import DeskAddress, Rating
from deskq.ratings.questionnaire import REASONS
from deskq.ratings.rules import UNKNOWN_ORIGIN, Origin, SharedScreen
from deskq.sms import phone_numbers

#: The address of a counter's browser is stored again only this long after the last time.
DESK_ADDRESS_REFRESH = timedelta(minutes=5)


def rate(
    office_id: int,
    ticket_id: int,
    score: int,
    source: str,
    reasons: Sequence[str] = (),
    comment: str = "",
    answers: Mapping[str, int] | None = None,
    *,
    origin: Origin = UNKNOWN_ORIGIN,
) -> Rating:
    """Store the rating of a visit that has ended, once. ``source`` is one of ``rules.SOURCES``."""
    rules.check_score(score, source)
    comment = persian.clean(comment)
    rules.check_reasons_and_comment(reasons, comment, REASONS)
    with transaction(office_id, actors.VISITOR) as tx:
        visit = _visit(tx, ticket_id)
        rules.check_may_be_rated(visit, tx.session.get_one(Office, office_id).rate_hours, tx.at)
        if tx.session.get(Rating, ticket_id) is not None:
            raise rules.AlreadyRated
        rating = _new_rating(tx, visit, score, source, origin)
        if reasons or comment or answers:
            _store_details(tx, rating, reasons, comment, answers or {})
        proof = integrity.proof_of(ticket_id, score, rating.salt)
        tx.record(events.RatingGiven(ticket_id, visit.counter_id, source, proof, rating.mark))
        return rating


def _visit(tx: Transaction, ticket_id: int) -> Ticket:
    visit = tx.session.get(Ticket, ticket_id)
    if visit is None or visit.office_id != tx.office_id:
        raise NotFound
    return visit


def _new_rating(tx: Transaction, visit: Ticket, score: int, source: str, origin: Origin) -> Rating:
    rating = Rating(
        ticket_id=visit.id,
        office_id=tx.office_id,
        service_id=visit.service_id,
        counter_id=visit.counter_id,
        day=visit.day,
        ending=rules.ending(visit),
        score=score,
        salt=integrity.new_salt(),
        source=source,
        mark=exclusion.exclusion_mark(tx, visit, source, origin),
        source_hash=origin.key,
        given_at=tx.at,
    )
    rating.asked = questionnaire_service.choose(tx, rating)
    tx.session.add(rating)
    tx.session.flush()
    return rating


def _store_details(
    tx: Transaction, rating: Rating, reasons: Sequence[str], comment: str, answers: Mapping[str, int]
) -> None:
    questionnaire_service.store(tx, rating, answers)
    rating.reasons, rating.comment, rating.words_at = ",".join(dict.fromkeys(reasons)), comment, tx.at


def add_words(
    office_id: int,
    ticket_id: int,
    reasons: Sequence[str],
    comment: str,
    answers: Mapping[str, int] | None = None,
    *,
    at: SharedScreen | None = None,
) -> Rating:
    """Add reasons, comment and answers to an existing rating, once. A shared screen (``at``) may do so only for the
    rating given there just now."""
    comment = persian.clean(comment)
    rules.check_reasons_and_comment(reasons, comment, REASONS)
    with transaction(office_id, actors.VISITOR) as tx:
        rating = _rating_open_for_details(tx, ticket_id, at)
        if rating.words_at is not None:
            raise rules.AlreadyRated
        _store_details(tx, rating, reasons, comment, answers or {})
        tx.record(events.WordsAdded(ticket_id, rating.counter_id))
        return rating


def answer(office_id: int, ticket_id: int, answers: Mapping[str, int], *, at: SharedScreen | None = None) -> Rating:
    """Store answers of the full questionnaire, each question once; ``at`` as in ``add_words``."""
    with transaction(office_id, actors.VISITOR) as tx:
        rating = _rating_open_for_details(tx, ticket_id, at)
        questionnaire_service.store(tx, rating, answers)
        if answers:
            tx.record(events.AnswersGiven(ticket_id, rating.counter_id))
        return rating


def _rating_open_for_details(tx: Transaction, ticket_id: int, at: SharedScreen | None) -> Rating:
    """The rating, if something may still be added to it from there."""
    rating = tx.session.get(Rating, ticket_id)
    if at is not None:
        rules.check_just_rated_here(rating, at, tx.at)
    if rating is None or rating.office_id != tx.office_id:
        raise NotFound
    rules.check_may_add(rating, tx.session.get_one(Office, tx.office_id).rate_hours, tx.at)
    return rating


def rate_by_sms(office_id: int, phone: str, text: str) -> Rating:
    """Rate by SMS: the digit rates the last unrated visit of this phone number.

    ``InvalidInput`` when the text is no digit from 1 to 5, ``NothingToRate`` when no visit of that number can be
    rated: numbers are erased at the end of the day."""
    score = rules.parse_score(text)
    try:
        number = phone_numbers.parse_mobile(phone)
    except phone_numbers.InvalidNumber:
        raise rules.NothingToRate from None
    with transaction(office_id, actors.VISITOR) as tx:
        hours = tx.session.get_one(Office, office_id).rate_hours
        found = queries.latest_unrated_visit(tx.session, office_id, number, hours, tx.at)
        if found is None:
            raise rules.NothingToRate
        return rate(office_id, found, score, "sms")


def remember_desk_address(office_id: int, key: str) -> None:
    """Note that staff work at a counter from the address with this day's pseudonym ``key``."""
    with transaction(office_id, actors.VISITOR) as tx:
        found = tx.session.get(DeskAddress, key)
        if found is None:
            tx.session.add(DeskAddress(source_hash=key, seen_at=tx.at))
        elif tx.at - found.seen_at >= DESK_ADDRESS_REFRESH:
            found.seen_at = tx.at
