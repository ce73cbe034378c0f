"""The promise of an application about to be opened, and what like applications say of it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from deskq.applications import outlook_port
from deskq.applications.outlook_port import Promise, Prospect
from deskq.core import clock
from deskq.messages.queries import deadlines
from deskq.service_sheets.queries import CurrentSheet
from deskq.service_sheets.rules import graph


class OpeningPromise(NamedTuple):
    """``days``: working days of the sheet, until ``due``; ``whole`` and ``missing``: what is said of it where all
    documents are handed in, and where one is missing."""

    days: int
    due: datetime
    whole: Prospect | None
    missing: Prospect | None


def promise(session: Session, office_id: int, sheet: CurrentSheet) -> OpeningPromise:
    days = graph.days_needed(sheet.content.stages)
    due = deadlines.calendar(session, office_id).end_of_day(clock.now(), days)

    def said(missing: bool) -> Prospect | None:
        return outlook_port.prospect(session, Promise(office_id, sheet.sheet.id, missing, due))

    return OpeningPromise(days, due, said(False), said(True))
