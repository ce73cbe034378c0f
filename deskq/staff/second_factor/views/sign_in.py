"""The second step of signing in: a code, or the set-up for who lacks it and whose role needs it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import known_browsers, session_cookie
from deskq.core.errors import DomainError, InvalidInput, RateLimited
from deskq.core.extensions import db
from deskq.staff import landing, sign_in_limits, sign_in_service
from deskq.staff import queries as staff_queries
from deskq.staff import rules as staff_rules
from deskq.staff.second_factor import queries, rules, unfinished
from deskq.staff.second_factor.forms import CodeForm
from deskq.staff.second_factor.unfinished import SignIn
from deskq.staff.second_factor.views import shared
from deskq.web.forms import read_page

blueprint = Blueprint("second_step", __name__, url_prefix="/sign-in")
Answer = str | Response | tuple[str, int, dict[str, str]]


@blueprint.get("/code")
def enter() -> Answer:
    begun = _begun(queries.CODE)
    return begun if isinstance(begun, Response) else _code_page({})


@blueprint.post("/code")
def create_session() -> Answer:
    begun = _begun(queries.CODE)
    if isinstance(begun, Response):
        return begun
    try:
        form = _read(begun)
        sign_in_service.enter_code(begun.person, form.code, sign_in_limits.place(), _browser())
    except (rules.WrongCode, staff_rules.LockedOut, RateLimited, InvalidInput) as refusal:
        return _code_page(shared.problems(refusal)), refusal.status, _wait(refusal, begun)
    return redirect(_finish(begun), 303)


@blueprint.get("/set-up")
def set_up() -> Answer:
    begun = _begun(queries.SET_UP)
    return begun if isinstance(begun, Response) else _set_up_page(begun, {})


@blueprint.post("/set-up")
def confirm_set_up() -> Answer:
    begun = _begun(queries.SET_UP)
    if isinstance(begun, Response):
        return begun
    try:
        secret = unfinished.require_offered()
        form = _read(begun)
        person, codes = sign_in_service.set_up(begun.person, secret, form.code, _browser())
    except (rules.WrongCode, RateLimited, InvalidInput) as refusal:
        return _set_up_page(begun, shared.problems(refusal)), refusal.status, _wait(refusal, begun)
    return shared.recovery_codes(codes, _finish(begun._replace(person=person)))


def _begun(step: str) -> SignIn | Response:
    """The sign-in whose next step is this; else the way to where it is."""
    begun = unfinished.current()
    left = queries.step_left(db.session(), begun.person) if begun is not None else queries.NOTHING
    if begun is not None and left == step and (step == queries.CODE or unfinished.offered() is not None):
        return begun
    return redirect(url_for("second_step.enter" if left == queries.CODE else "staff.sign_in"), 303)


def _read(begun: SignIn) -> CodeForm:
    if not sign_in_limits.take(begun.person.sign_in_name):
        raise RateLimited
    return read_page(CodeForm, request.form)


def _browser() -> str:
    return known_browsers.to_store(sign_in_limits.STAFF)


def _finish(begun: SignIn) -> str:
    """Sign in; returns where to go."""
    known_browsers.keep()
    session_cookie.sign_in(begun.person, staff_queries.epochs(db.session(), begun.person.id))
    return landing.after_sign_in(begun.person, begun.next)


def _wait(refusal: DomainError, begun: SignIn) -> dict[str, str]:
    if refusal.status != RateLimited.status:
        return {}
    name = begun.person.sign_in_name
    seconds = max(sign_in_service.lock_seconds(name, sign_in_limits.place()), sign_in_limits.wait(name))
    return {"Retry-After": str(seconds)}


def _code_page(problems: Mapping[str, str]) -> str:
    return render_template("staff/sign_in_code.html", problems=problems)


def _set_up_page(begun: SignIn, problems: Mapping[str, str]) -> str:
    secret = shared.secret_context(begun.person, unfinished.require_offered())
    return render_template("staff/sign_in_set_up.html", problems=problems, **secret)
