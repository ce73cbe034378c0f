"""Promise corrective actions, and review those of the previous report. Each function is one button."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.core.transactions import Transaction, transaction
from deskq.half_year.events import ActionPromised, ActionRemoved, PromiseReviewed
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.queries import progress, reports
from deskq.half_year.rules import reviews
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import names
from deskq.message_settings.models import Category
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.units import queries as unit_queries

TEXTS = ("what_fa", "what_en", "proof_fa", "proof_en")


def promise(office_id: int, by: str, half: Half, action_id: int | None, fields: Mapping[str, Any]) -> CorrectiveAction:
    """Add an action, or change one whose report is not published yet. ``fields``: its columns; ``due`` is a date."""
    with transaction(office_id, by) as tx:
        row = _new(tx, half) if action_id is None else _changeable(tx, action_id)
        names.check(tx, **{name: fields[name] for name in TEXTS})
        if unit_queries.unit(tx.session, office_id, fields["unit_id"]) is None:
            raise InvalidInput({"unit_id": N_("Please choose one of the options.")})
        if not _is_category(tx, fields["category_id"]):
            raise InvalidInput({"category_id": N_("Please choose one of the options.")})
        if fields["due"] <= half.last:
            raise InvalidInput({"due": N_("Please choose a day after the end of this half-year.")})
        for name in (*TEXTS, "unit_id", "category_id"):
            setattr(row, name, fields[name])
        row.due_day = jalali.day_number(fields["due"])
        tx.session.add(row)
        _promised(tx, row)
        return row


def remove(office_id: int, by: str, action_id: int) -> Half:
    with transaction(office_id, by) as tx:
        row = _changeable(tx, action_id)
        half = Half(row.half)
        _delete(tx, row)
        return half


def review(office_id: int, by: str, person_id: int, action_id: int, review: Review) -> CorrectiveAction:
    """Record how a promise of the previous report was kept. Possible until the report with the review is published."""
    with transaction(office_id, by) as tx:
        row = _found(tx, action_id)
        _check_review(tx, row, review)
        row.outcome, row.why_fa, row.why_en = review.outcome, review.why_fa, review.why_en
        row.done_day = jalali.day_number(review.done_day) if review.done_day else None
        row.new_due_day = jalali.day_number(review.new_due_day) if review.new_due_day else None
        row.reviewed_at, row.reviewed_by_id = tx.at, person_id
        stored = row.done_day, row.new_due_day, row.why_fa, row.why_en
        tx.record(PromiseReviewed(row.half, row.id, row.outcome, *stored))
        _go_on(tx, row)
        return row


def _go_on(tx: Transaction, row: CorrectiveAction) -> None:
    """A promise that was not kept and has a new date stands in the report that reviews it as promised again, so that
    it is reminded of, late, and reviewed like any other."""
    again = reports.going_on(tx.session, row.id)
    if row.new_due_day is None:
        if again is not None:
            _delete(tx, again)
        return
    if again is None:
        half = reports.covering(tx.session, tx.office_id, Half(row.half)).after
        again = CorrectiveAction(office_id=tx.office_id, half=half.code, again_of_id=row.id, person_id=row.person_id)
    for name in (*TEXTS, "unit_id", "category_id"):
        setattr(again, name, getattr(row, name))
    again.due_day = row.new_due_day
    tx.session.add(again)
    _promised(tx, again)


def _promised(tx: Transaction, row: CorrectiveAction) -> None:
    tx.session.flush()
    texts = {name: getattr(row, name) for name in TEXTS}
    tx.record(ActionPromised(row.half, row.id, **texts, unit=row.unit_id, due_day=row.due_day))


def _delete(tx: Transaction, row: CorrectiveAction) -> None:
    for step in progress.steps(tx.session, row.id):
        tx.session.delete(step)
    tx.session.flush()
    tx.session.delete(row)
    tx.session.flush()
    tx.record(ActionRemoved(row.half, row.id))


def _check_review(tx: Transaction, row: CorrectiveAction, review: Review) -> None:
    half, today = reports.covering(tx.session, tx.office_id, Half(row.half)), _today(tx)
    reviews.check_may_review(half, today, jalali.named_date(half.after.first))
    if any(reports.published(tx.session, tx.office_id, next_one) for next_one in (half.after, half.after.pair)):
        raise reviews.ReviewedAlready
    names.check(tx, why_fa=review.why_fa, why_en=review.why_en)
    finished = progress.finished_days(tx.session, [row]).get(row.id)
    reviews.check_review(review, jalali.gregorian(row.due_day), today, half.first, finished)


def _new(tx: Transaction, half: Half) -> CorrectiveAction:
    reviews.check_may_promise(
        reports.published(tx.session, tx.office_id, reports.covering(tx.session, tx.office_id, half))
    )
    return CorrectiveAction(office_id=tx.office_id, half=half.code)


def _is_category(tx: Transaction, category_id: int | None) -> bool:
    """Whether it is one of the office, or none."""
    found = tx.session.get(Category, category_id) if category_id is not None else None
    return category_id is None or (found is not None and found.office_id == tx.office_id)


def _changeable(tx: Transaction, action_id: int) -> CorrectiveAction:
    """An action of a report that is not published yet, and that does not go on from the report before."""
    row = _found(tx, action_id)
    if row.again_of_id is not None:
        raise reviews.GoesOn
    if reports.published(tx.session, tx.office_id, reports.covering(tx.session, tx.office_id, Half(row.half))):
        raise reviews.ReviewedAlready
    return row


def _found(tx: Transaction, action_id: int) -> CorrectiveAction:
    row = reports.action(tx.session, tx.office_id, action_id)
    if row is None:
        raise NotFound
    return row


def _today(tx: Transaction) -> date:
    office = office_queries.office(tx.session, tx.office_id)
    return business_day.today(office)
