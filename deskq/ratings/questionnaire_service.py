"""Answers to the questionnaire: stored once each, and counted, so that what was answered least is asked next."""

from collections.abc import Mapping

from sqlalchemy import select

from deskq.core.transactions import Transaction
from deskq.ratings import queries, questionnaire, rules, sampling
from deskq.ratings.models import Rating, RatingAnswer, RatingTally


def choose(tx: Transaction, rating: Rating) -> str:
    """The questions that follow this rating, as they are kept with it; they count as asked."""
    codes = [item.code for item in questionnaire.items(rating.ending)]
    tallies = _tallies(tx)
    chosen = sampling.choose(codes, tallies, rating.ticket_id, sampling.QUESTIONS[rating.source])
    for code in chosen:
        _tally(tx, tallies, code).asked += 1
    return ",".join(chosen)


def store(tx: Transaction, rating: Rating, answers: Mapping[str, int]) -> None:
    """Keep these answers beside the rating; ``AlreadyAnswered`` when one of them is there already."""
    questionnaire.check(answers, rating.ending)
    if not answers:
        return
    if set(answers) & queries.answered(tx.session, rating.ticket_id):
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
