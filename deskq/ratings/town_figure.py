"""Satisfaction with visits in this half-year, as the results page shows it: a figure of the town for executives."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.ratings.results import period_data, periods
from deskq.web.filters import digits
from deskq.work.sources import Figure, FigureSource


def source() -> FigureSource:
    return FigureSource(40, "ratings.see", figures)


def figures(session: Session, office_id: int) -> Sequence[Figure]:
    """The same score as on that page, and hidden where it is hidden there."""
    office = office_queries.office(session, office_id)
    today = business_day.today(office)
    data = period_data.PeriodData(session, office, periods.read("half", "", today, today))
    visits = sum(row.times for row in data.visits)
    if not visits:
        return []
    n, face = len(data.released), data.face(data.released)
    if face is None:
        sentence = ngettext(
            "%(n)s rating so far in this half-year: too few for a score. From %(least)s it is shown.",
            "%(n)s ratings so far in this half-year: too few for a score. From %(least)s it is shown.",
            n, n=digits(n), least=digits(data.least),
        )  # fmt: skip
    else:
        low, high = face.interval
        sentence = ngettext(
            "Of 100, from %(n)s rating of %(visits)s visits in this half-year; likely %(low)s to %(high)s.",
            "Of 100, from %(n)s ratings of %(visits)s visits in this half-year; likely %(low)s to %(high)s.",
            n, n=digits(n), visits=digits(visits), low=digits(round(low)), high=digits(round(high)),
        )  # fmt: skip
    value = digits(round(face.score)) if face is not None else gettext("not yet")
    return [Figure(gettext("Satisfaction"), value, sentence, url_for("manage_ratings.index"))]
