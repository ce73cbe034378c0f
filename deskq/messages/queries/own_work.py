"""What counts as a person's own work today: their units and themselves, and whom on leave they cover."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from deskq.core.text.names import Name
from deskq.messages.queries import viewers
from deskq.messages.rules.visibility import Viewer
from deskq.work.sources import Worker


@dataclass(frozen=True, slots=True)
class OwnWork:
    """``people``: the person and those they cover; ``covers``: {person on leave: name}; ``units_of``: {unit that is
    theirs by the leave alone: name of the colleague}."""

    viewer: Viewer
    people: frozenset[int]
    covers: Mapping[int, Name]
    units_of: Mapping[int, Name]

    def colleague(self, person_id: int | None, unit_id: int) -> Name | None:
        """Whose work it is: a colleague on leave, or None for their own."""
        if person_id is not None:
            return self.covers.get(person_id)
        return self.units_of.get(unit_id)


def of_worker(session: Session, who: Worker) -> OwnWork:
    return who.once(OwnWork, lambda: _read(session, who))


def _read(session: Session, who: Worker) -> OwnWork:
    viewer = viewers.viewer(session, who.office_id, who.person_id, who.today)
    away = viewers.people_on_leave_covered_by(session, who.person_id, who.today)
    units_of: dict[int, Name] = {}
    if away:
        alone = viewers.viewer(session, who.office_id, who.person_id, None)
        for colleague in away:
            theirs = viewers.viewer(session, who.office_id, colleague.id, None)
            for unit_id in (theirs.units | theirs.under) - (alone.units | alone.under):
                units_of.setdefault(unit_id, colleague.names)
    people = frozenset({who.person_id, *(one.id for one in away)})
    return OwnWork(viewer, people, {one.id: one.names for one in away}, units_of)
