"""People of a demo office by the names of its catalogue."""

from deskq.core.extensions import db
from deskq.offices import service as offices
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person

REGIONAL = "regional"  #: the sign-in name and the role


def named(office_id: int, name: str) -> Person | None:
    """``karimi`` of this office; in another office than the first the sign-in name is ``karimi.north``."""
    return by_name(office_id).get(_word(name))


def by_name(office_id: int) -> dict[str, Person]:
    """{name of the catalogue: the person}, without those who sign in with an account of another office."""
    people = staff_queries.people(db.session(), office_id)
    return {_word(one.sign_in_name): one for one in people if one.principal_id is None}


def add_regional_manager(office_id: int) -> None:
    """The regional manager of the first demo office looks after this one too."""
    manager = staff_queries.person_by_name(db.session(), REGIONAL)
    if manager is not None and manager.role == REGIONAL and manager.office_id != office_id:
        offices.add_account_of(office_id, manager.id, REGIONAL, "demo")


def _word(sign_in_name: str) -> str:
    return sign_in_name.partition(".")[0]
