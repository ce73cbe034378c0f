"""The promise of an application about to be opened, and what like applications say of it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from deskq.application_opening import rules
from deskq.applications import outlook_port
from deskq.applications.outlook_port import Promise, Prospect
from deskq.applications.rules import visibility
from deskq.core import clock
from deskq.messages.queries import deadlines, viewers
from deskq.service_sheets.queries import CurrentSheet
from deskq.service_sheets.rules import graph
from deskq.units import queries as unit_queries


class OpeningPromise(NamedTuple):
    """``days``: working days of the sheet, until ``due``; ``whole`` and ``missing``: what is said of it where all
    documents are handed in, and where one is missing."""

    days: int
    due: datetime
    whole: Prospect | None
    missing: Prospect | None


def may_be_done_at_once(session: Session, office_id: int, person_id: int, sheet: CurrentSheet) -> bool:
    """Whether this person may do every stage of it now."""
    today = clock.today()
    viewer = viewers.viewer(session, office_id, person_id, today)
    units = {one.code: one.id for one in unit_queries.units(session, office_id)}
    stages = sheet.content.stages
    mine = {one.code for one in stages if visibility.may_do(viewer, units[one.unit], one.at_desk)}
    return rules.blocking(stages, mine) is None


def promise(session: Session, office_id: int, sheet: CurrentSheet) -> OpeningPromise:
    days = graph.days_needed(sheet.content.stages)
    due = deadlines.calendar(session, office_id).end_of_day(clock.now(), days)

    def said(missing: bool) -> Prospect | None:
        return outlook_port.prospect(session, Promise(office_id, sheet.sheet.id, missing, due))

    return OpeningPromise(days, due, said(False), said(True))
