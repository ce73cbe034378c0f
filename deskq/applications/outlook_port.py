"""Port: how likely a promise is to be kept, as like applications tell. Anybody who keeps their figures binds it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from deskq.applications.queries.shown import ShownApplication
from deskq.applications.rules.outlook import Outlook
from deskq.core.ports import Port


class Promise(NamedTuple):
    """A date for an application: a running one, or one about to be opened now. ``missing``: documents are missing at
    its opening."""

    office_id: int
    sheet_id: int
    missing: bool
    due: datetime
    running: ShownApplication | None = None


class Prospect(NamedTuple):
    """``by``: the closing of the day by which eight in ten like it are answered."""

    outlook: Outlook
    by: datetime


FindProspect = Callable[[Session, Promise], Prospect | None]


def _none(session: Session, promise: Promise) -> Prospect | None:
    return None


PORT: Port[FindProspect] = Port("application_outlook", _none)


def prospect(session: Session, promise: Promise) -> Prospect | None:
    """None where too few like it are known."""
    return PORT.bound(session, promise)
