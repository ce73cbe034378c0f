"""How long applications took from opening to answer, as it is published."""

from typing import Any

from sqlalchemy.orm import Session

from deskq.application_reports.queries import totals
from deskq.applications.rules.outlook import FEWEST
from deskq.core.quantiles import quantile
from deskq.office.models import Office
from deskq.reports.period.rules import DateRange
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules import graph


def answered(session: Session, office: Office, days: DateRange) -> list[list[Any]]:
    """A row for each service on offer with enough answers: code, Persian, English, answers, calendar days that half and
    nine in ten did not exceed, and the working days that its sheet says."""
    found = totals.answers(session, office.id, days, "service")
    rows = []
    for one in sheet_queries.sheets(session, office.id):
        figures = found.get(one.sheet.id)
        if not one.sheet.offered or figures is None or figures.answered < FEWEST:
            continue
        name, whole = one.content.name, figures.whole
        usual = [quantile(whole, 0.5), quantile(whole, 0.9)]
        needed = graph.days_needed(one.content.stages)
        rows.append([one.sheet.code, name.fa, name.en or name.fa, figures.answered, *usual, needed])
    return rows
