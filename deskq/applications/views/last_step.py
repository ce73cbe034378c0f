"""Whether the page offers to take back the last step, and until when."""

from dataclasses import dataclass
from datetime import datetime

from deskq.applications.models import ApplicationStep
from deskq.applications.queries.shown import ShownApplication
from deskq.applications.rules import take_back
from deskq.applications.views.reader import Reader
from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages.queries import deadlines


@dataclass(frozen=True, slots=True)
class OfferedStep:
    step: ApplicationStep
    until: datetime


def offered(who: Reader, found: ShownApplication) -> OfferedStep | None:
    """The last step, if this person may still take it back."""
    step = take_back.last_step(found.steps)
    if step is None or found.application.erased_at is not None:
        return None
    of_step = next((one for one in found.stages if one.row.code == step.stage), None)
    unit_id, at_desk = (of_step.row.unit_id, of_step.stage.at_desk) if of_step else (None, False)
    present = {one.row.unit_id for one in found.stages if one.is_present}
    if not take_back.may(who.viewer, step.verb, unit_id, at_desk, present):
        return None
    until = deadlines.calendar(db.session(), found.application.office_id).end_of_day(step.at, take_back.DAYS)
    return OfferedStep(step, until) if clock.now() <= until else None
