"""What was said, kept and compared: storing predictions, their outcomes, and the figures made of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, case, func, or_, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from deskq.core.db.engine import WRITES, write_lock
from deskq.estimate.forecast_cache import CalibratedBand
from deskq.estimate.journal_reader import Call
from deskq.estimate.metrics import Figures
from deskq.estimate.models import WAITED, Prediction
from deskq.estimate.prediction_intervals import Band, Calibration
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import EXACT

PERIOD = timedelta(weeks=4)
KEPT = timedelta(days=400)  # a half-year, and all of the next in which its results are read
LEARNED = 3000  # outcomes from which bands are set right when a process starts
SECOND = 1_000_000  # in the microseconds in which moments are stored
TABLE: Any = Prediction.__table__


def store(session: Session, rows: list[dict[str, Any]], outcomes: Mapping[int, int]) -> None:
    """Keep predictions ({column: value}, the first of a ticket stands) and the waits of tickets that were called."""
    if not rows and not outcomes:
        return
    session.commit()
    lite = session.get_bind().dialect.name == "sqlite"
    with write_lock:
        connection = session.connection(execution_options={WRITES: True})
        if rows:
            insert = (sqlite if lite else postgresql).insert(TABLE)
            connection.execute(insert.on_conflict_do_nothing(), rows)
        if outcomes:
            wanted = update(TABLE).where(TABLE.c.ticket_id == bindparam("ticket"), TABLE.c.waited.is_(None))
            changes = [{"ticket": ticket, "seconds": seconds} for ticket, seconds in outcomes.items()]
            connection.execute(wanted.values(waited=bindparam("seconds")), changes)
        session.commit()


def row(office_id: int, ticket: int, service: int, at: datetime, told: CalibratedBand) -> dict[str, Any]:
    """One prediction as it is stored."""
    said, raw = told.said, told.raw
    return {
        "ticket_id": ticket, "office_id": office_id, "service_id": service, "made_at": at, "waited": None,
        "p10": int(said.p10), "p50": round(said.p50), "p90": round(said.p90 + 0.5),
        "raw_p10": round(raw.p10), "raw_p50": round(raw.p50), "raw_p90": round(raw.p90),
    }  # fmt: skip


def waits(session: Session, calls: Iterable[Call]) -> dict[int, int]:
    """{ticket: whole seconds from the arrival to the call}, of tickets whose prediction is still open. Who let others
    pass waits longer by their own wish: what was told at issue is then neither right nor wrong, and stays open."""
    called = {call.ticket: call.at for call in calls}
    if not called:
        return {}
    wanted = select(Ticket.id, Ticket.arrived_at).join(Prediction, Prediction.ticket_id == Ticket.id)
    open_ones = wanted.where(Ticket.id.in_(called), Ticket.let_pass == 0, Prediction.waited.is_(None))
    return {
        ticket: max(0, round((called[ticket] - arrived).total_seconds()))
        for ticket, arrived in session.execute(open_ones)
    }


def learn(session: Session, calibration: Calibration, outcomes: Iterable[int]) -> None:
    """Set bands right by the outcomes of these tickets."""
    _learn(calibration, session.scalars(select(Prediction).where(Prediction.ticket_id.in_(outcomes))))


def calibrated(session: Session, office_id: int) -> Calibration:
    """A calibration that has learned from the last outcomes stored."""
    mine = select(Prediction).where(Prediction.office_id == office_id, WAITED)
    latest = list(session.scalars(mine.order_by(Prediction.made_at.desc()).limit(LEARNED)))
    calibration = Calibration()
    _learn(calibration, reversed(latest))
    session.expunge_all()
    return calibration


def _learn(calibration: Calibration, rows: Iterable[Prediction]) -> None:
    for kept in rows:
        if kept.waited is not None:
            raw, said = Band(kept.raw_p10, kept.raw_p50, kept.raw_p90), Band(kept.p10, kept.p50, kept.p90)
            calibration.learn(raw, kept.waited, said)


def figures(session: Session, office_id: int, now: datetime) -> Figures | None:
    """How right the predictions of the last four weeks were; None when there is none."""
    error = Prediction.p50 - Prediction.waited
    inside = (Prediction.waited >= Prediction.p10) & (Prediction.waited <= Prediction.p90)
    wanted = select(
        func.count(), func.avg(func.abs(error)), func.avg(error),
        func.avg(case((inside, 1.0), else_=0.0)), func.avg(case((Prediction.waited > Prediction.p90, 1.0), else_=0.0)),
    ).where(Prediction.office_id == office_id, WAITED, Prediction.made_at >= now - PERIOD)  # fmt: skip
    count, mae, bias, within, longer = session.execute(wanted).one()
    return Figures(count, float(mae), float(bias), float(within), float(longer)) if count else None


def in_time(session: Session, office_id: int, first: int, last: int) -> tuple[int, int]:
    """(called within the time they were told as they came, of so many), visitors of these Jalali days. Nobody is among
    them who let others pass, or who left before that time was over; who left later, or was never called, is."""
    end = _told_end()
    waited = type_coerce(Ticket.since, BigInteger) - type_coerce(Ticket.arrived_at, BigInteger)
    never = Ticket.called_at.is_(None) & Ticket.state.in_(("cancelled", "expired")) & (Ticket.let_pass == 0)
    wanted = (
        select(func.count(), func.sum(case((Prediction.waited <= end, 1), else_=0)))
        .join_from(Ticket, Prediction, Prediction.ticket_id == Ticket.id)
        .where(Ticket.office_id == office_id, Ticket.day.between(first, last))
        .where(or_(Prediction.waited.is_not(None), and_(never, waited > end * SECOND)))
    )
    count, kept = session.execute(wanted).one()
    return int(kept or 0), count


def _told_end() -> Any:
    """The later end of what was told, in seconds, as the screens round it (``WaitShown.minutes``)."""
    minutes = (Prediction.p90 + 59) // 60
    fives = (minutes + 4) // 5 * 5
    return case((minutes < 1, 1), (minutes <= EXACT, minutes), else_=fives) * 60
