"""Who may make the round and repair: supervisors, admins, and those whom they have named."""

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.amenities import team
from deskq.amenities.service.checks import Checker
from deskq.core.errors import Forbidden
from deskq.core.extensions import db
from deskq.office import config_cache


def require_checker() -> Checker:
    """``SignInNeeded`` for nobody yet, ``Forbidden`` for people who are not named."""
    caller = identity.require(team.CHECK)
    if not _may(caller):
        raise Forbidden
    assert caller.person_id is not None
    return Checker(caller.office_id, caller.by, caller.person_id)


def checker_of(office_id: int) -> Checker | None:
    """Who is signed in, if they may check in this office."""
    person = identity.signed_in()
    caller = identity.staff_caller() if person is not None and person.office_id == office_id else None
    if caller is None or caller.person_id is None or not _may(caller):
        return None
    return Checker(caller.office_id, caller.by, caller.person_id)


def _may(caller: Caller) -> bool:
    config_cache.of(db.session(), caller.office_id)  # the present version
    return team.may_check(db.session(), caller.office_id, caller.person_id, caller.role)
