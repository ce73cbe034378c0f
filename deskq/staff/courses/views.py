"""The pages of courses: one form for a whole class, its first passwords once, and each course with its accounts."""

from typing import Annotated, Literal

from flask import Blueprint, request, url_for
from flask_babel import gettext, ngettext
from pydantic import Field

from deskq.access import identity, limit_keys
from deskq.access.identity import Caller
from deskq.core.extensions import db, limiter
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.office.forms import Day
from deskq.office.sent_forms import once
from deskq.staff import rules as staff_rules
from deskq.staff.courses import queries, rules, service
from deskq.staff.courses.rules import Seat
from deskq.staff.courses.service import Prepared
from deskq.staff.forms import Name, Role
from deskq.web import filters
from deskq.web.forms import Form, read_page

blueprint = Blueprint("manage_courses", __name__, url_prefix="/manage/people/courses")
ACT = "people.manage"
#: Each makes up to forty passwords, which takes a second of the processor.
REGISTRATIONS = "10 per minute"
LONGEST_LINES = 8000
PREFIX = "trainee"


class CourseForm(Form):
    name: Name
    lines: Annotated[str, Field(min_length=1, max_length=LONGEST_LINES)]
    role: Role
    prefix: Annotated[str, Field(min_length=1, max_length=40)]
    last_day: Day | None = None
    do: Literal["check", "make"] = "make"


@blueprint.get("")
def index() -> str:
    return _page(admin_pages.filled({"role": "clerk", "prefix": PREFIX}))


@blueprint.post("")
@limiter.limit(REGISTRATIONS, key_func=limit_keys.person)
def register() -> PageResponse:
    """Makes the accounts; or, by the other button of the form, shows what would be made."""
    caller = identity.require(ACT)

    def do() -> PageResponse:
        form = read_page(CourseForm, request.form)
        seats = _seats(form.lines, form.role, form.prefix)
        if form.do == "check":
            rules.check(seats, form.role, form.prefix)
            return _page(FilledForm(request.form.copy()), seats), 200
        return _make(caller, form, seats)

    return admin_pages.submit_for_page(do, _again)


def _make(caller: Caller, form: CourseForm, seats: list[Seat]) -> PageResponse:
    """The sheet with the first passwords; for a form that was sent already, the page of the course without them: its
    sign-in names are taken by then."""
    prepared = service.prepare(seats) if rules.can_be_made(seats) else []
    new_ids: list[int] = []

    def create() -> str:
        rules.check(seats, form.role, form.prefix)
        new_ids.append(service.register(caller.office_id, caller.by, form.name, form.last_day, prepared).id)
        return str(new_ids[0])

    course_id = int(once(caller, create))
    if not new_ids:
        admin_pages.done(gettext("This course was registered already. Its first passwords are not shown again."))
        return admin_pages.submit(lambda: url_for("manage_courses.show", course_id=course_id), _again)
    return _sheet(course_id, form, prepared), 200


def _sheet(course_id: int, form: CourseForm, prepared: list[Prepared]) -> str:
    return admin_pages.render(
        "manage/course_sheet.html",
        course_id=course_id,
        name=form.name,
        last_day=form.last_day,
        prepared=prepared,
        roles=staff_rules.ROLE_NAMES,
        sign_in=url_for("staff.sign_in", _external=True, lang=None),
    )


@blueprint.get("/<int:course_id>")
def show(course_id: int) -> str:
    return _show(course_id, FilledForm())


@blueprint.post("/<int:course_id>/undo")
def undo(course_id: int) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        name = service.undo(caller.office_id, caller.by, course_id)
        admin_pages.done(gettext("The course “%(name)s” was undone: its accounts are removed.", name=name))
        return url_for("manage_courses.index")

    return admin_pages.submit(do, lambda form: _show(course_id, form))


@blueprint.post("/<int:course_id>/ending")
def end(course_id: int) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        name = service.end(caller.office_id, caller.by, course_id)
        admin_pages.done(gettext("The course “%(name)s” has ended: its accounts can no longer sign in.", name=name))
        return url_for("manage_courses.index")

    return admin_pages.submit(do, lambda form: _show(course_id, form))


@blueprint.post("/<int:course_id>/members/<int:person_id>/keeping")
def keep(course_id: int, person_id: int) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        person = service.keep(caller.office_id, caller.by, course_id, person_id)
        admin_pages.done(gettext("%(name)s stays when the course ends.", name=filters.named(person.names)))
        left = any(course.id == course_id for course in queries.courses(db.session(), caller.office_id))
        return url_for("manage_courses.show", course_id=course_id) if left else url_for("manage_courses.index")

    return admin_pages.submit(do, lambda form: _show(course_id, form))


def _again(form: FilledForm) -> str:
    """The form with its problems, and what its lines would make."""
    values = request.form
    prefix = values.get("prefix", "")[:40]
    return _page(form, _seats(values.get("lines", "")[:LONGEST_LINES], values.get("role", ""), prefix))


def _seats(lines: str, role: str, prefix: str) -> list[Seat]:
    return rules.seats(lines, role, prefix or PREFIX, queries.sign_in_keys(db.session()))


def _page(form: FilledForm, seats: list[Seat] | None = None) -> str:
    caller = identity.require(ACT)
    session = db.session()
    courses = queries.courses(session, caller.office_id)
    return admin_pages.render(
        "manage/courses.html",
        form=form,
        seats=seats or [],
        courses=[(course, _people(len(queries.members(session, course.id)))) for course in courses],
        roles=staff_rules.ROLE_NAMES,
        choices=[(role, filters.named(staff_rules.ROLE_NAMES[role])) for role in rules.COURSE_ROLES],
        most=rules.MOST,
        longest=LONGEST_LINES,
    )


def _people(count: int) -> str:
    return str(ngettext("%(n)s account", "%(n)s accounts", count, n=filters.digits(count)))


def _show(course_id: int, form: FilledForm) -> str:
    caller = identity.require(ACT)
    course = queries.course(db.session(), caller.office_id, course_id)
    people = queries.members(db.session(), course_id)
    return admin_pages.render(
        "manage/course.html",
        course=course,
        people=people,
        used=queries.signed_in(db.session(), people),
        roles=staff_rules.ROLE_NAMES,
        form=form,
    )
