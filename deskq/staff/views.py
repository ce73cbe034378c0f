"""Pages to sign in and out, and of one's own account."""

from collections.abc import Mapping
from typing import Annotated

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from pydantic import Field, StringConstraints
from werkzeug.wrappers import Response

from deskq.access import identity, known_browsers, limit_keys, permissions, served_office, session_cookie
from deskq.core.errors import DomainError, InvalidInput, RateLimited
from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.office import admin_pages, directory
from deskq.office.admin_pages import FilledForm
from deskq.staff import landing, leave_pages, rules, service, sign_in_limits, sign_in_service
from deskq.staff.models import Person
from deskq.staff.second_factor import queries as second_factor
from deskq.staff.second_factor import unfinished
from deskq.staff.second_factor.totp import new_secret
from deskq.web.forms import Form, read_page
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("staff", __name__)

#: Spaces at either end belong to the password.
Password = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=False)]


class SignInForm(Form):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    password: Password
    next: Annotated[str, Field(max_length=200)] = ""


class PasswordForm(Form):
    old: Password
    new: Password
    again: Password


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    person = identity.signed_in()
    if person is not None:
        return redirect(landing.after_sign_in(person, ""), 303)
    return _page("", {}, request.args.get("next", ""))


@blueprint.post("/sign-in")
def create_session() -> tuple[str, int, dict[str, str]] | Response:
    name, place = request.form.get("name", "")[:60], sign_in_limits.place()
    try:
        if not sign_in_limits.take(name):
            raise RateLimited
        form = read_page(SignInForm, request.form)
        browser = known_browsers.to_store(sign_in_limits.STAFF)
        person, left, accounts = sign_in_service.sign_in(form.name, form.password, place, browser)
    except (rules.WrongSignIn, rules.LockedOut, RateLimited) as refusal:
        seconds = max(sign_in_service.lock_seconds(name, place), sign_in_limits.wait(name))
        shown = rules.LockedOut(seconds=seconds) if isinstance(refusal, rules.LockedOut) else refusal
        return _refused(shown, name, {"Retry-After": str(seconds)} if refusal.status == RateLimited.status else {})
    except InvalidInput as refusal:
        return _refused(refusal, name, {})
    if left:
        return _second_step(person, left, form.next)
    known_browsers.keep()
    session_cookie.sign_in(person, accounts)
    return redirect(landing.after_sign_in(person, form.next), 303)


def _second_step(person: Person, left: str, following: str) -> Response:
    """The password was right: to the code, or to the set-up with a secret of its own."""
    unfinished.begin(person, landing.safe(following))
    if left == second_factor.CODE:
        return redirect(url_for("second_step.enter"), 303)
    unfinished.offer(new_secret())
    return redirect(url_for("second_step.set_up"), 303)


def _refused(refusal: DomainError, name: str, headers: dict[str, str]) -> tuple[str, int, dict[str, str]]:
    wrong = refusal.fields if isinstance(refusal, InvalidInput) else {}
    problems = {field: gettext(text) for field, text in wrong.items()} or {"": sentence(refusal)}
    page = _page(name, problems, request.form.get("next", ""))
    return page, refusal.status, headers


def _page(name: str, problems: Mapping[str, str], following: str) -> str:
    """``problems``: by field, "" for the form as a whole."""
    return render_template(
        "staff/sign_in.html",
        office=_office_name(),
        values={"name": name},
        problems=problems,
        next=landing.safe(following),
        again=identity.must_sign_in_again(),
    )


def _office_name() -> Name | None:
    """None before an office is set up, and for several at an address that names none."""
    known, served = directory.entries(db.session()), served_office.current()
    if served is None and len(known) != 1:
        return None
    return next((one.name for one in known if served in (None, one.id)), None)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    person = identity.signed_in() or identity.login()
    if person is not None:
        service.sign_out(person.id, identity.session_key(), request.form.get("parting", "")[:20])
    identity.sign_out()
    return redirect(url_for("site.home"), 303)


@blueprint.get("/account")
def account() -> str:
    return _account({}, request.args.get("done") == "1")


@blueprint.post("/account/password")
@limiter.limit("10 per minute", key_func=limit_keys.person)
def change_password() -> tuple[str, int] | Response:
    caller = identity.require("account.own")
    assert caller.person_id is not None
    try:
        form = read_page(PasswordForm, request.form)
        person = service.change_password(_login_id(), form.old, form.new, form.again)
    except InvalidInput as refusal:
        return _account({field: gettext(text) for field, text in refusal.fields.items()}), 422
    except DomainError as refusal:
        return _account({"old": sentence(refusal)}), refusal.status
    session_cookie.renew(person)
    return redirect(url_for("staff.account", done="1"), 303)


@blueprint.post("/account/sign-out-everywhere")
def sign_out_everywhere() -> Response:
    caller = identity.require("account.own")
    assert caller.person_id is not None
    service.sign_out_everywhere(_login_id(), caller.by)
    identity.sign_out()
    return redirect(url_for("staff.sign_in"), 303)


@blueprint.post("/account/leave")
def give_leave() -> Response | tuple[str, int]:
    caller = identity.require("account.own")
    assert caller.person_id is not None
    return leave_pages.give(caller, caller.person_id, url_for("staff.account"), lambda form: _account({}, leave=form))


@blueprint.post("/account/leave/<int:leave_id>/ending")
def end_leave(leave_id: int) -> Response | tuple[str, int]:
    caller = identity.require("account.own")
    assert caller.person_id is not None
    return leave_pages.end(caller, caller.person_id, leave_id, url_for("staff.account"), lambda _: _account({}))


def _account(problems: dict[str, str], changed: bool = False, leave: FilledForm | None = None) -> str:
    identity.require("account.own")
    person = identity.signed_in()
    assert person is not None
    done = gettext("Password changed. Your other browsers were signed out.") if changed else None
    return admin_pages.render(
        "staff/account.html",
        problems=problems,
        done=done,
        appeals=permissions.may(person.role, "ratings.appeal"),
        leave=leave_pages.leave_context(person.office_id, person.id, leave),
        second_factor=second_factor.factor(db.session(), person.login_id),
        codes_left=second_factor.codes_left(db.session(), person.login_id),
    )


def _login_id() -> int:
    """The account whose password this person has, which may be of another office."""
    signed_in = identity.login()
    assert signed_in is not None
    return signed_in.id
