"""What like applications say of the promise of a running one."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.applications import outlook_port
from deskq.applications.outlook_port import Promise, Prospect
from deskq.applications.queries.shown import ShownApplication


def of_running(session: Session, shown: ShownApplication, due: datetime) -> Prospect | None:
    one = shown.application
    return outlook_port.prospect(session, Promise(one.office_id, one.sheet_id, False, due, shown))
