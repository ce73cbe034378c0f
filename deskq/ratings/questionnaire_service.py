"""Stores answers to the questionnaire, once each, and counts them, so that the least answered is asked next."""

from collections.abc import Mapping

from sqlalchemy import select

from deskq.core.transactions import Transaction
from deskq.ratings import queries, questionnaire, rules, sampling
from deskq.ratings.models import Rating, RatingAnswer, RatingTally


def choose(tx: Transaction, rating: Rating) -> str:
    """Codes of the questions that follow this rating, comma-separated; they are counted as asked."""
    codes = [item.code for item in questionnaire.items_for(rating.ending)]
    tallies = _tallies(tx)
    chosen = sampling.choose(codes, tallies, rating.ticket_id, sampling.QUESTIONS_BY_SOURCE[rating.source])
    for code in chosen:
        _tally(tx, tallies, code).asked += 1
    return ",".join(chosen)


def store(tx: Transaction, rating: Rating, answers: Mapping[str, int]) -> None:
    """Store the answers of a rating; ``AlreadyAnswered`` when one of the questions was answered before."""
    questionnaire.check_answers(answers, rating.ending)
    if not answers:
        return
    if set(answers) & queries.answered_items(tx.session, rating.ticket_id):
        raise rules.AlreadyAnswered
    tallies, asked = _tallies(tx), rating.asked.split(",")
    for item, value in answers.items():
        tx.session.add(_answer(rating, item, value, tx))
        tally = _tally(tx, tallies, item)
        tally.answered += 1
        tally.asked += item not in asked


def _answer(rating: Rating, item: str, value: int, tx: Transaction) -> RatingAnswer:
    of_visit = {name: getattr(rating, name) for name in ("ticket_id", "office_id", "service_id", "counter_id", "day")}
    return RatingAnswer(**of_visit, item=item, value=value, given_at=tx.at)


def _tallies(tx: Transaction) -> dict[str, RatingTally]:
    found = tx.session.scalars(select(RatingTally).where(RatingTally.office_id == tx.office_id))
    return {tally.item: tally for tally in found}


def _tally(tx: Transaction, tallies: dict[str, RatingTally], item: str) -> RatingTally:
    if item not in tallies:
        tallies[item] = RatingTally(office_id=tx.office_id, item=item, asked=0, answered=0)
        tx.session.add(tallies[item])
    return tallies[item]
