"""An applicant answers one of the questions, or takes the last answer back. The caller has checked who it is."""

from deskq.application_ratings import queries, rules
from deskq.application_ratings.events import ApplicationRated, ApplicationRatingTakenBack
from deskq.application_ratings.models import ApplicationRating
from deskq.applications.models import Application
from deskq.applications.queries import application as application_queries
from deskq.core import actors, clock
from deskq.core.errors import NotFound
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction


def answer(office_id: int, application_id: int, question: str, yes: bool, way: str = rules.PAGE) -> ApplicationRating:
    """Each question once; ``rules.check_rate`` says when not."""
    with transaction(office_id, actors.CITIZEN) as tx:
        application = _application(tx, application_id)
        rating = queries.rating(tx.session, application_id)
        rules.check_rate(application, rating, question, tx.at)
        if rating is None:
            day = jalali.day_at(tx.at, clock.zone())
            rating = ApplicationRating(application_id=application_id, office_id=office_id, day=day, way=way)
            tx.session.add(rating)
        setattr(rating, question, yes)
        rating.last, rating.last_at = question, tx.at
        tx.record(ApplicationRated(application_id, question, yes, way))
        return rating


def take_back(office_id: int, application_id: int) -> None:
    """The answer of the last minute; its question may be answered again."""
    with transaction(office_id, actors.CITIZEN) as tx:
        _application(tx, application_id)
        rating = queries.rating(tx.session, application_id)
        if rating is None or not rules.may_take_back(rating, tx.at):
            raise rules.NothingToTakeBack
        question = rating.last
        setattr(rating, question, None)
        rating.last = ""
        if rules.next_question(rating) == next(iter(rules.QUESTIONS)) and rating.in_time is rating.polite is None:
            tx.session.delete(rating)  # no answer is left, and it counts as not rated
        tx.record(ApplicationRatingTakenBack(application_id, question))


def _application(tx: Transaction, application_id: int) -> Application:
    found = application_queries.by_id(tx.session, tx.office_id, application_id)
    if found is None:
        raise NotFound
    return found
