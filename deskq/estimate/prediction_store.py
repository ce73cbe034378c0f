"""Stores predictions and their outcomes, and computes accuracy from them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, case, func, or_, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from deskq.core.db.engine import SECOND
from deskq.core.db.writing import writing
from deskq.estimate.circumstances import Circumstances
from deskq.estimate.forecast_cache import CalibratedInterval
from deskq.estimate.metrics import REGIMES, Accuracy, Coverage
from deskq.estimate.models import WAITED, Prediction
from deskq.estimate.prediction_intervals import Calibration, Interval
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import LONG_STEP, STEPS

ACCURACY_PERIOD = timedelta(weeks=4)
RETENTION = timedelta(days=400)  # a half-year, and the next one, in which its results are read
MAX_OUTCOMES = 3000  # outcomes used for calibration when a process starts
LONG_WAIT = 900  # seconds: a longer predicted wait is long
TABLE: Any = Prediction.__table__


def store(session: Session, rows: list[dict[str, Any]], outcomes: Mapping[int, int | None]) -> None:
    """Insert predictions ({column: value}; an existing one of the same ticket wins) and the waits in seconds of called
    tickets ({ticket: seconds}; None: it is not called any more)."""
    if not rows and not outcomes:
        return
    lite = session.get_bind().dialect.name == "sqlite"
    with writing(session) as connection:
        if rows:
            insert = (sqlite if lite else postgresql).insert(TABLE)
            connection.execute(insert.on_conflict_do_nothing(), rows)
        if outcomes:
            wanted = update(TABLE).where(TABLE.c.ticket_id == bindparam("ticket"))
            changes = [{"ticket": ticket, "seconds": seconds} for ticket, seconds in outcomes.items()]
            connection.execute(wanted.values(waited=bindparam("seconds")), changes)


def prediction_row(
    office_id: int, ticket: int, service: int, at: datetime, prediction: CalibratedInterval
) -> dict[str, Any]:
    """A prediction as {column: value}."""
    calibrated, raw, seen = prediction.calibrated, prediction.raw, prediction.seen
    return {
        "ticket_id": ticket, "office_id": office_id, "service_id": service, "made_at": at, "waited": None,
        "p10": int(calibrated.p10), "p50": round(calibrated.p50), "p90": round(calibrated.p90 + 0.5),
        "raw_p10": round(raw.p10), "raw_p50": round(raw.p50), "raw_p90": round(raw.p90),
        "ahead": seen.ahead if seen is not None else None,
        "circumstances": json.dumps([round(value, 2) for value in astuple(seen)]) if seen is not None else None,
    }  # fmt: skip


def waits(session: Session, moved: set[int]) -> dict[int, int | None]:
    """{ticket: first wait in whole seconds} of tickets whose first wait differs from the one stored with the
    prediction, because they were called or their first call was undone (None). The prediction of a visitor who let
    others pass is never compared, because they chose to wait longer."""
    if not moved:
        return {}
    columns = select(Ticket.id, Ticket.first_wait, Prediction.waited)
    wanted = columns.join(Prediction, Prediction.ticket_id == Ticket.id)
    found = {}
    for ticket, first_wait, stored in session.execute(wanted.where(Ticket.id.in_(moved), Ticket.let_pass == 0)):
        waited = None if first_wait is None else round(first_wait / SECOND)
        if waited != stored:
            found[ticket] = waited
    return found


def learn(session: Session, calibration: Calibration, outcomes: Iterable[int]) -> None:
    """Calibrate with the outcomes of these tickets."""
    _learn(calibration, session.scalars(select(Prediction).where(Prediction.ticket_id.in_(outcomes))))


def load_calibration(session: Session, office_id: int) -> Calibration:
    """A calibration trained with the last stored outcomes."""
    mine = select(Prediction).where(Prediction.office_id == office_id, WAITED)
    latest = list(session.scalars(mine.order_by(Prediction.made_at.desc()).limit(MAX_OUTCOMES)))
    calibration = Calibration()
    _learn(calibration, reversed(latest))
    session.expunge_all()
    return calibration


def _learn(calibration: Calibration, rows: Iterable[Prediction]) -> None:
    for kept in rows:
        if kept.waited is not None and kept.circumstances is not None:
            raw, shown = Interval(kept.raw_p10, kept.raw_p50, kept.raw_p90), Interval(kept.p10, kept.p50, kept.p90)
            calibration.learn(raw, Circumstances(*json.loads(kept.circumstances)), kept.waited, shown)


def accuracy(session: Session, office_id: int, now: datetime) -> Accuracy | None:
    """Accuracy of the predictions of the last four weeks; None without any."""
    error = Prediction.p50 - Prediction.waited
    inside = (Prediction.waited >= Prediction.p10) & (Prediction.waited <= Prediction.p90)
    long = Prediction.p50 >= LONG_WAIT
    among = and_(Prediction.ahead == 0, ~long), and_(Prediction.ahead > 0, ~long), long
    compared = Prediction.waited.is_not(None)
    mine = (Prediction.office_id == office_id, compared, Prediction.made_at >= now - ACCURACY_PERIOD)
    wanted = select(
        func.count(), func.avg(func.abs(error)), func.avg(error),
        _share(inside), _share(Prediction.waited > Prediction.p90),
        *(column for part in among for column in (func.sum(case((part, 1), else_=0)), _share(inside, part))),
    ).where(*mine)  # fmt: skip
    count, mae, bias, within, longer, *parts = session.execute(wanted).one()
    if not count:
        return None
    regimes = {
        name: Coverage(int(parts[2 * number]), float(parts[2 * number + 1] or 0.0))
        for number, name in enumerate(REGIMES)
    }
    by_class = select(Ticket.priority_id, func.count(), _share(inside)).join_from(
        Prediction, Ticket, Ticket.id == Prediction.ticket_id
    )
    rows = session.execute(by_class.where(*mine).group_by(Ticket.priority_id))
    classes = {priority: Coverage(many, float(share)) for priority, many, share in rows}
    return Accuracy(count, float(mae), float(bias), float(within), float(longer), regimes=regimes, classes=classes)


def _share(condition: Any, among: Any = None) -> Any:
    """SQL: the share of rows for which the condition holds, among all rows or those with ``among``."""
    holds = case((condition, 1.0), else_=0.0)
    return func.avg(holds if among is None else case((among, holds), else_=None))


def called_in_time(session: Session, office_id: int, first: int, last: int) -> tuple[int, int]:
    """(visitors called within the predicted time shown on arrival, visitors compared) of these Jalali days. Excluded:
    visitors who let others pass, and those who left before that time was over; included as late: those who left later
    or were never called."""
    end = _shown_upper_end()
    waited = type_coerce(Ticket.since, BigInteger) - type_coerce(Ticket.arrived_at, BigInteger)
    never = Ticket.first_wait.is_(None) & Ticket.state.in_(("cancelled", "expired")) & (Ticket.let_pass == 0)
    wanted = (
        select(func.count(), func.sum(case((Prediction.waited <= end, 1), else_=0)))
        .join_from(Ticket, Prediction, Prediction.ticket_id == Ticket.id)
        .where(Ticket.office_id == office_id, Ticket.day.between(first, last))
        .where(or_(Prediction.waited.is_not(None), and_(never, waited > end * SECOND)))
    )
    count, kept = session.execute(wanted).one()
    return int(kept or 0), count


def _shown_upper_end() -> Any:
    """SQL: the upper end of the shown interval in seconds, rounded as on the screens (``WaitShown.minutes``)."""
    minutes = (Prediction.p90 + 59) // 60
    steps = [(minutes <= limit, (minutes + step - 1) // step * step) for limit, step in STEPS]
    return case((minutes < 1, 1), *steps, else_=(minutes + LONG_STEP - 1) // LONG_STEP * LONG_STEP) * 60
