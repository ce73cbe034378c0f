"""Where somebody goes after signing in."""

from flask import current_app, url_for

from deskq.access import identity, ports, served_office
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.staff import queries

#: The start page of each role: the first of these that is registered.
HOME = {
    "clerk": ("desk.choose",),
    "host": ("host.index",),
    "regional": ("offices.index", "manage.hall"),
    **dict.fromkeys(("supervisor", "admin"), ("manage.hall",)),
    **dict.fromkeys(("expert", "operator", "inspectorate", "executive"), ("work.index",)),
}
ELSEWHERE = "staff.account"
#: Of a person with accounts in several offices, at an address that names none.
CHOICE = "offices.index"


def home(role: str) -> str:
    """The endpoint of a role's start page."""
    return next((page for page in HOME.get(role, ()) if page in current_app.view_functions), ELSEWHERE)


def after_sign_in(person: ports.Person, following: str) -> str:
    """The page that was asked for; else the start page in the office of the address, or in the person's own. One with
    accounts in several offices chooses."""
    if wanted := safe(following):
        return wanted
    accounts, served = queries.accounts(db.session(), person.login_id), served_office.current()
    here = next((one for one in accounts if one.office_id == served), None)
    account = here or next(one for one in accounts if one.id == person.login_id)
    endpoint = CHOICE if here is None and len(accounts) > 1 else home(account.role)
    return served_office.address_in(account.office_id, url_for(endpoint))


def own_start_page() -> str:
    """The start page of who is signed in to the office of the address, or ""."""
    person = identity.signed_in()
    return after_sign_in(person, "") if person is not None else ""


def admins_to_ask() -> list[Name]:
    """Who in the office of the address gives rights, for somebody signed in who has no such right."""
    person = identity.signed_in()
    if person is None or person.role == "admin":
        return []
    office_id = served_office.current() or person.office_id
    return [Name(one.name, one.name_en) for one in queries.admins(db.session(), office_id)]


def safe(address: str) -> str:
    """A path of this site or "", so that a sign-in never redirects elsewhere."""
    fine = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if fine and address.isprintable() else ""  # browsers drop tabs: "/\t/else.where" is "//else.where"
