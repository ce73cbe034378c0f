"""Implements the port: whether the menu leads to the round."""

from deskq.access import identity
from deskq.amenities import team
from deskq.core.extensions import db


class Links:
    """Implements ``amenities/port.py``."""

    def may_check(self) -> bool:
        person = identity.signed_in()
        if person is None or not team.settings(db.session(), person.office_id).has_list:
            return False
        return team.may_check(db.session(), person.office_id, person.id, person.role)
