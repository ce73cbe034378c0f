"""The page of practice: what it is and how it begins, or, in the practice hall, the exercises."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys, served_office, session_cookie, sessions
from deskq.access.ports import Person
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.office import admin_pages
from deskq.office import queries as office_queries
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.practice import beginning, ending, gate, queries, shown
from deskq.practice.beginning import Asking, Begun
from deskq.practice.gate import PRACTISE
from deskq.queue.forms import NoFields
from deskq.staff import queries as staff_queries
from deskq.web.forms import read_page

blueprint = Blueprint("practice", __name__, url_prefix="/practice")
#: Each beginning writes some dozens of rows.
BEGINNINGS = "20 per minute"


@blueprint.get("")
def index() -> str:
    identity.require(PRACTISE)
    return _page(FilledForm())


@blueprint.post("")
@limiter.limit(BEGINNINGS, key_func=limit_keys.person)
def begin() -> PageResponse:
    """In the real hall: go to practise."""
    person = _person()
    if gate.real_office() is not None:
        raise NotFound
    who = Asking(person.id, person.office_id, person.login_id, person.role, person.names)

    def do() -> str:
        read_page(NoFields, request.form)
        begun = beginning.begin(who)
        session_cookie.add(begun.account)
        return _work(begun)

    return admin_pages.submit(do, _page)


@blueprint.post("/again")
@limiter.limit(BEGINNINGS, key_func=limit_keys.person)
def begin_again() -> PageResponse:
    person = _person()
    _real_office()

    def do() -> str:
        read_page(NoFields, request.form)
        return _work(beginning.begin_again(person.office_id, person.id))

    return admin_pages.submit(do, _page)


@blueprint.post("/leaving")
def leave() -> Response:
    """Back to the real hall."""
    person, real_office = _person(), _real_office()
    read_page(NoFields, request.form)
    ending.leave(person.office_id, person.id)
    real = sessions.account_in(identity.login(), real_office)
    held = office_queries.counter_of(db.session(), real.id) if real is not None else None
    home = url_for("desk.show", number=held.number) if held is not None else url_for(_start(person.role))
    return redirect(served_office.address_in(real_office, home), 303)


def _person() -> Person:
    identity.require(PRACTISE)
    person = identity.signed_in()
    assert person is not None
    return person


def _real_office() -> int:
    """The real office; ``NotFound`` outside a practice hall."""
    found = gate.real_office()
    if found is None:
        raise NotFound
    return found


def _work(begun: Begun) -> str:
    page = url_for("desk.show", number=begun.counter) if begun.counter is not None else url_for(_start("supervisor"))
    return served_office.address_in(begun.account.office_id, page)


def _start(role: str) -> str:
    return "desk.choose" if role == "clerk" else "manage.hall"


def _page(form: FilledForm) -> str:
    person = _person()
    if gate.real_office() is None:
        return admin_pages.render("practice/begin.html", problem=form.problem(""))
    account = staff_queries.get_person(db.session(), person.id)
    progress = queries.progress_of(db.session(), account)
    return admin_pages.render(
        "practice/exercises.html",
        problem=form.problem(""),
        began=queries.run(db.session(), person.id) is not None,
        progress=progress,
        step=shown.step(progress),
        work=url_for(_start(person.role)),
    )
