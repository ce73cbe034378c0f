"""Satisfaction of a month, as it is published."""

from typing import Any

from sqlalchemy.orm import Session

from deskq.core.text import jalali
from deskq.office import business_day
from deskq.office.models import Office
from deskq.ratings.results import periods
from deskq.ratings.results.period_data import PeriodData


def of_month(session: Session, office: Office, month: int) -> dict[str, Any] | None:
    """``month``: 140508. {"n": ratings, "visits", "score", "low", "high"}; {} where there is no score, because too few
    rated. Whole numbers: with decimals and ``n`` single ratings could follow from the score of the half-year. None
    while ratings may still come."""
    first = jalali.gregorian(month * 100 + 1)
    period = periods.read("month", str(month), business_day.today(office), first)
    data = PeriodData(session, office, period)
    if data.running:
        return None
    figure = data.face(data.released)
    if figure is None:
        return {}
    low, high = figure.interval
    visits = sum(row.times for row in data.visits)
    return {"n": figure.n, "visits": visits, "score": round(figure.score), "low": round(low), "high": round(high)}
