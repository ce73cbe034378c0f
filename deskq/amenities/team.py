"""Who checks and answers for the amenities of an office: read once for each version of its set-up, because the menu of
every staff page asks."""

from flask import current_app
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.amenities.queries import objects
from deskq.amenities.queries.objects import Settings
from deskq.office import config_cache

EXTENSION = "deskq_amenities"
#: Makes the round and repairs; those who are not supervisors must be named besides.
CHECK, MANAGE = "amenities.check", "amenities.manage"


def settings(session: Session, office_id: int) -> Settings:
    """Those of the version that this request has read, or of the present one."""
    kept: dict[int, tuple[int, Settings]] = current_app.extensions[EXTENSION]
    version = config_cache.cached(session, office_id).version
    known = kept.get(office_id)
    if known is None or known[0] != version:
        known = kept[office_id] = version, objects.settings(session, office_id)
    return known[1]


def may_check(session: Session, office_id: int, person_id: int | None, role: str) -> bool:
    """Supervisors and admins, and those whom they have named to check or to answer for something."""
    if not permissions.may(role, CHECK):
        return False
    found = settings(session, office_id)
    return permissions.may(role, MANAGE) or person_id in found.checkers or person_id in found.named
