"""The offices and their administrators."""

from collections.abc import Iterator

from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.doctor.checks.each_office import each_office
from deskq.doctor.finding import Finding
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries
from deskq.staff.second_factor import queries as second_factor

NO_OFFICE = N_("There is no office yet.")
NO_ADMIN = N_("No administrator can sign in.")
OPEN_SETUP = N_("Open /setup, or run %(command)s")
CREATE_ADMIN = N_("Create one: %(command)s")  #: /setup is closed where there are people
ONE_ADMIN = N_("Only one administrator can sign in. If they are ill, nobody can reset a password.")
ADD_ADMIN = N_("Add a second administrator under /manage/people.")
PASSWORD_ONLY = N_("Administrators who sign in with a password alone: %(number)s of %(all)s.")
TWO_STEPS = N_("Tick the role under /manage/second-factor: a stolen password then opens nothing.")
WELL = N_("Administrators who can sign in: %(all)s, all in two steps.")


def check() -> Iterator[Finding]:
    if office_queries.first_office(db.session()) is None:
        yield Finding("error", NO_OFFICE, {"command": "flask create-office"}, OPEN_SETUP)
    yield from each_office(_of_office)


def _of_office(office_id: int) -> Iterator[Finding]:
    session = db.session()
    admins = staff_queries.active_admins(session, office_id)
    if not admins:
        yield Finding("error", NO_ADMIN, {"command": "flask create-user NAME --role admin"}, CREATE_ADMIN)
        return
    alone = sum(second_factor.factor(session, one) is None for one in staff_queries.logins(session, admins))
    if len(admins) == 1:
        yield Finding("hint", ONE_ADMIN, advice=ADD_ADMIN)
    if alone:
        yield Finding("hint", PASSWORD_ONLY, {"number": alone, "all": len(admins)}, TWO_STEPS)
    elif len(admins) > 1:
        yield Finding("ok", WELL, {"all": len(admins)})
