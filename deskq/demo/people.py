"""People of a demo office by the names of its catalogue."""

from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person


def named(office_id: int, name: str) -> Person | None:
    """``karimi`` of this office; in another office than the first the sign-in name is ``karimi.north``."""
    return by_name(office_id).get(_word(name))


def by_name(office_id: int) -> dict[str, Person]:
    """{name of the catalogue: the person}."""
    return {_word(one.sign_in_name): one for one in staff_queries.people(db.session(), office_id)}


def _word(sign_in_name: str) -> str:
    return sign_in_name.partition(".")[0]
