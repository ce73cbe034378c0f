"""Who reads what citizens said was not so, and whom it waits for."""

from flask import current_app
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.charter import queries
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.staff import queries as staff_queries

READ = "charter.read"
INSPECTORATE = "inspectorate"
#: {office: (its set-up, its unit for citizens' rights)}: every page of staff asks, and it changes with the set-up.
EXTENSION = "rights_units"


def may_read(session: Session, office_id: int, person_id: int, role: str) -> bool:
    """The inspectorate, executives, and whoever is in the unit for citizens' rights."""
    config_cache.of(session, office_id)  # the present version
    return permissions.may(role, READ) or _is_in_unit(session, office_id, person_id)


def answers(session: Session, office_id: int, person_id: int, role: str) -> bool:
    """Whether it waits for this person: in the unit for citizens' rights; where nobody is in one, in the
    inspectorate."""
    if _is_in_unit(session, office_id, person_id):
        return True
    return role == INSPECTORATE and not _has_people(session, office_id)


def _has_people(session: Session, office_id: int) -> bool:
    unit_id = _unit(session, office_id)
    people = staff_queries.people(session, office_id) if unit_id is not None else ()
    return any(one.active and one.unit_id == unit_id for one in people)


def _is_in_unit(session: Session, office_id: int, person_id: int) -> bool:
    unit_id = _unit(session, office_id)
    person = staff_queries.person(session, person_id) if unit_id is not None else None
    return person is not None and person.active and person.unit_id == unit_id


def _unit(session: Session, office_id: int) -> int | None:
    """The unit for citizens' rights."""
    config = config_cache.cached(session, office_id)
    units: dict[int, tuple[OfficeConfig, int | None]] = current_app.extensions.setdefault(EXTENSION, {})
    if office_id not in units or units[office_id][0] is not config:
        row = queries.setting(session, office_id)
        units[office_id] = config, row.unit_id if row is not None else None
    return units[office_id][1]
