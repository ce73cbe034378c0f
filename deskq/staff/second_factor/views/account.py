"""Two-step sign-in on the page of one's own account: set up, a code on trial, new recovery codes,
another phone, off."""

from collections.abc import Callable, Mapping

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys, session_cookie
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db, limiter
from deskq.office import admin_pages
from deskq.staff import queries as staff_queries
from deskq.staff import rules as staff_rules
from deskq.staff.models import Person
from deskq.staff.second_factor import queries, rules, service, unfinished
from deskq.staff.second_factor.forms import BeginForm, CodeForm
from deskq.staff.second_factor.views import shared
from deskq.web.forms import read_page

blueprint = Blueprint("second_factor", __name__, url_prefix="/account/second-factor")
Answer = str | Response | tuple[str, int]
LIMIT = "10 per minute"


@blueprint.get("")
def show() -> str:
    return _page({})


@blueprint.post("/beginning")
@limiter.limit(LIMIT, key_func=limit_keys.person)
def begin() -> Answer:
    person = _person()

    def do() -> Answer:
        form = read_page(BeginForm, request.form)
        unfinished.offer(service.begin(person.id, form.password, form.code))
        return _back()

    return _tried(do, "begin", "code" if queries.factor(db.session(), person.id) else "password")


@blueprint.post("/cancellation")
def cancel() -> Answer:
    _person()
    unfinished.withdraw()
    return _back()


@blueprint.post("/confirmation")
@limiter.limit(LIMIT, key_func=limit_keys.person)
def confirm() -> Answer:
    person = _person()

    def do() -> Answer:
        secret = unfinished.require_offered()
        confirmed, codes = service.confirm(person.id, secret, read_page(CodeForm, request.form).code)
        session_cookie.sign_in(confirmed, staff_queries.epochs(db.session(), confirmed.id))
        return shared.recovery_codes(codes, url_for("second_factor.show"))

    return _tried(do, "confirm")


@blueprint.post("/recovery-codes")
@limiter.limit(LIMIT, key_func=limit_keys.person)
def renew_recovery_codes() -> Answer:
    person = _person()

    def do() -> Answer:
        codes = service.renew_recovery_codes(person.id, read_page(CodeForm, request.form).code)
        return shared.recovery_codes(codes, url_for("second_factor.show"))

    return _tried(do, "renew")


@blueprint.post("/trial")
@limiter.limit(LIMIT, key_func=limit_keys.person)
def try_code() -> Answer:
    person = _person()

    def do() -> Answer:
        service.try_code(person.id, read_page(CodeForm, request.form).code)
        admin_pages.done(gettext("The code is right: two-step sign-in works with your phone."))
        return _back()

    return _tried(do, "trial")


@blueprint.post("/removal")
@limiter.limit(LIMIT, key_func=limit_keys.person)
def remove() -> Answer:
    person = _person()

    def do() -> Answer:
        session_cookie.renew(service.remove(person.id, read_page(CodeForm, request.form).code))
        admin_pages.done(gettext("Two-step sign-in is off. Your other browsers were signed out."))
        return _back()

    return _tried(do, "remove")


def _tried(do: Callable[[], Answer], form: str, field: str = "code") -> Answer:
    """``do``, or the page again with the problems of this form; those of no field are shown at ``field``."""
    refusals = (InvalidInput, staff_rules.LockedOut, rules.WrongCode, rules.FactorRequired, rules.FactorMissing)
    try:
        return do()
    except (*refusals, rules.SetUpOver) as refusal:
        db.session.rollback()
        return _page({form: shared.problems(refusal, field)}), refusal.status


def _back() -> Response:
    return redirect(url_for("second_factor.show"), 303)


def _person() -> Person:
    """The account that signs in, which may be of another office."""
    identity.require("account.own")
    signed_in = identity.login()
    person = staff_queries.person(db.session(), signed_in.id) if signed_in is not None else None
    assert person is not None
    return person


def _page(problems: Mapping[str, Mapping[str, str]]) -> str:
    """``problems`` by form and field."""
    person = _person()
    session, secret = db.session(), unfinished.offered()
    return admin_pages.render(
        "staff/second_factor.html",
        problems=problems,
        factor=queries.factor(session, person.id),
        left=queries.codes_left(session, person.id),
        few=rules.FEW_LEFT,
        required=queries.is_required(session, person),
        secret=shared.secret_context(person, secret) if secret else None,
    )
