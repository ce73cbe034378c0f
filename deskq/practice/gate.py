"""Who sees what of a practice hall: only people who have an account there, and only the pages that are practised."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, permissions, ports, served_office, sessions
from deskq.access.identity import NotInThisOffice
from deskq.core.errors import N_, NotFound, SignInNeeded
from deskq.core.extensions import db

PRACTISE = "practice.use"
#: Pages of staff that are practised.
STAFF = frozenset({"desk", "hall_desk", "hall_actions", "host", "practice", "role_cards"})
STAFF_PAGES = frozenset({"manage.hall", "manage.hall_state", "manage.tickets", "manage.ticket"})
#: Pages that everybody sees in a real office, and here only who practises.
PUBLIC = frozenset({"lobby", "hall_screen", "phone", "phone_app", "voice", "spoken", "announcements"})
#: For who was signed out meanwhile.
SIGN_IN = frozenset({"staff.sign_in", "staff.create_session", "staff.sign_out"})
SIGN_IN_STEPS = "second_step"


class NotPractised(NotFound):
    slug = "not-practised"
    title = N_("This page is not part of practice. You find it in the real hall.")


def is_open(endpoint: str) -> bool:
    """Whether this page is practised."""
    return endpoint in STAFF_PAGES or endpoint.partition(".")[0] in STAFF | PUBLIC


def guard(office_id: int) -> Response | None:
    """Asked for every page and socket of every office (``served_office.guard_by``)."""
    office = ports.offices().by_id(db.session(), office_id)
    if office is None or office.practice_of is None:
        return None
    endpoint = request.endpoint or ""
    if endpoint in SIGN_IN or request.blueprint == SIGN_IN_STEPS:
        return None
    if request.blueprint == "site" and request.method == "GET":
        return redirect(served_office.address_in(office.practice_of, url_for("site.home")), 302)
    _check_person(office.practice_of, public=request.blueprint in PUBLIC or not is_open(endpoint))
    if endpoint and not is_open(endpoint):
        raise NotPractised
    return None


def _check_person(real_office: int, *, public: bool) -> None:
    """Whoever asks has an account here and the same one in the real office still. A stranger is told nothing of public
    pages, and asked to sign in for the others."""
    here = identity.signed_in()
    if here is None and identity.login() is not None and not identity.must_sign_in_again():
        raise NotInThisOffice
    if here is None:
        raise NotFound if public else SignInNeeded
    real = sessions.account_in(identity.login(), real_office)
    if real is None or not identity.may_use(real) or real.role != here.role:
        raise NotInThisOffice
    if not permissions.may(here.role, PRACTISE):
        raise NotInThisOffice


def real_office() -> int | None:
    """The real office of the practice hall that is served; None in a real office."""
    served = served_office.current()
    found = ports.offices().by_id(db.session(), served) if served is not None else None
    return found.practice_of if found is not None else None
