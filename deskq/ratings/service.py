"""One tap, then words and a question if the visitor likes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from deskq.core.errors import NotFound
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.ratings import events, exclusion, integrity, queries, questionnaire_service, rules
from deskq.ratings.models import DeskAddress, Rating
from deskq.ratings.questionnaire import REASONS
from deskq.ratings.rules import UNKNOWN, Origin, Screen
from deskq.sms import phone_numbers

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
    with transaction(office_id, VISITOR) as tx:
        visit = _visit(tx, ticket_id)
        rules.check(visit, tx.session.get_one(Office, office_id).rate_hours, tx.at)
        if tx.session.get(Rating, ticket_id) is not None:
            raise rules.AlreadyRated
        rating = _made(tx, visit, score, source, origin)
        if reasons or comment or answers:
            _add(tx, rating, reasons, comment, answers or {})
        proof = integrity.of(ticket_id, score, rating.salt)
        tx.record(events.RatingGiven(ticket_id, visit.counter_id, source, proof, rating.mark))
        return rating


def _visit(tx: Transaction, ticket_id: int) -> Ticket:
    visit = tx.session.get(Ticket, ticket_id)
    if visit is None or visit.office_id != tx.office_id:
        raise NotFound
    return visit


def _made(tx: Transaction, visit: Ticket, score: int, source: str, origin: Origin) -> Rating:
    rating = Rating(
        ticket_id=visit.id,
        office_id=tx.office_id,
        service_id=visit.service_id,
        counter_id=visit.counter_id,
        day=visit.day,
        ending=rules.ending(visit),
        score=score,
        salt=integrity.salt(),
        source=source,
        mark=exclusion.mark_of(tx, visit, source, origin),
        source_hash=origin.key,
        given_at=tx.at,
    )
    rating.asked = questionnaire_service.choose(tx, rating)
    tx.session.add(rating)
    tx.session.flush()
    return rating


def _add(tx: Transaction, rating: Rating, reasons: Sequence[str], comment: str, answers: Mapping[str, int]) -> None:
    questionnaire_service.store(tx, rating, answers)
    rating.reasons, rating.comment, rating.words_at = ",".join(dict.fromkeys(reasons)), comment, tx.at


def add_words(
    office_id: int,
    ticket_id: int,
    reasons: Sequence[str],
    comment: str,
    answers: Mapping[str, int] | None = None,
    *,
    at: Screen | None = None,
) -> Rating:
    """Reasons, words and answers to a rating already given, once. A shared screen (``at``) may send them only to what
    was rated there just now."""
    comment = persian.clean(comment)
    rules.check_words(reasons, comment, REASONS)
    with transaction(office_id, VISITOR) as tx:
        rating = _given(tx, ticket_id, at)
        if rating.words_at is not None:
            raise rules.AlreadyRated
        _add(tx, rating, reasons, comment, answers or {})
        tx.record(events.WordsAdded(ticket_id, rating.counter_id))
        return rating


def answer(office_id: int, ticket_id: int, answers: Mapping[str, int], *, at: Screen | None = None) -> Rating:
    """Answers of the full form, each question once; ``at`` as ``add_words`` has it."""
    with transaction(office_id, VISITOR) as tx:
        rating = _given(tx, ticket_id, at)
        questionnaire_service.store(tx, rating, answers)
        if answers:
            tx.record(events.AnswersGiven(ticket_id, rating.counter_id))
        return rating


def _given(tx: Transaction, ticket_id: int, at: Screen | None) -> Rating:
    """A rating to which something may still be added, there."""
    rating = tx.session.get(Rating, ticket_id)
    if at is not None:
        rules.check_just_given(rating, at, tx.at)
    if rating is None or rating.office_id != tx.office_id:
        raise NotFound
    rules.check_added(rating, tx.session.get_one(Office, tx.office_id).rate_hours, tx.at)
    return rating


def rate_by_text(office_id: int, phone: str, text: str) -> Rating:
    """A visitor's answer by text message: the digit rates the last visit of this number that waits for it.

    ``BadFields`` when the text is no digit from 1 to 5, ``NothingToRate`` when no visit of that number waits for a
    rating: numbers are erased at the end of the day."""
    score = rules.score_of(text)
    try:
        number = phone_numbers.read(phone)
    except phone_numbers.WrongNumber:
        raise rules.NothingToRate from None
    with transaction(office_id, VISITOR) as tx:
        hours = tx.session.get_one(Office, office_id).rate_hours
        found = queries.unrated_of(tx.session, office_id, number, hours, tx.at)
        if found is None:
            raise rules.NothingToRate
        return rate(office_id, found, score, "sms")


def remember_desk(office_id: int, key: str) -> None:
    """Somebody of the staff works at a counter from the address that ``key`` names today."""
    with transaction(office_id, VISITOR) as tx:
        found = tx.session.get(DeskAddress, key)
        if found is None:
            tx.session.add(DeskAddress(source_hash=key, seen_at=tx.at))
        elif tx.at - found.seen_at >= REMEMBERED:
            found.seen_at = tx.at
