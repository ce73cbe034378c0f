"""Who looks at applications: rights, units, and the application they ask for."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.rules import visibility
from deskq.applications.service.edit import Action
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.messages.queries import viewers
from deskq.messages.rules.visibility import Viewer
from deskq.units import queries as unit_queries
from deskq.units.models import Unit

ACT = "applications.work"


@dataclass(frozen=True)
class Reader:
    caller: Caller
    person_id: int
    viewer: Viewer
    units: Mapping[int, Unit]  #: every unit of the office

    def found(self, application_id: int) -> Application:
        """The application, or ``NotFound`` if the reader may not see it."""
        application = queries.by_id(db.session(), self.caller.office_id, application_id)
        if application is None or not self.sees(application):
            raise NotFound
        return application

    def sees(self, application: Application) -> bool:
        if visibility.sees(self.viewer, application, ()):
            return True
        units = {row.unit_id for row in queries.stages(db.session(), application.id)}
        return visibility.sees(self.viewer, application, units)

    def action(self, application_id: int, turn: int | None = None) -> Action:
        return Action(self.caller.office_id, self.caller.by, self.person_id, application_id, turn)


def reader(act: str = ACT) -> Reader:
    caller = identity.require(act)
    assert caller.person_id is not None
    units = unit_queries.units(db.session(), caller.office_id)
    viewer = viewers.viewer(db.session(), caller.office_id, caller.person_id, clock.today(), units)
    return Reader(caller, caller.person_id, viewer, {one.id: one for one in units})
