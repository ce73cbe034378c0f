"""The page of the training register."""

from collections import Counter
from typing import Annotated

from flask import Blueprint, request, url_for
from flask_babel import gettext, ngettext
from pydantic import BeforeValidator, Field
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import Day, Row
from deskq.office.sent_forms import once
from deskq.staff import queries as staff_queries
from deskq.staff.courses import queries as course_queries
from deskq.staff.models import Person
from deskq.staff.training import queries, rules, service
from deskq.staff.training.models import LONGEST
from deskq.web import filters, i18n
from deskq.web.forms import Form, read_page

blueprint = Blueprint("manage_training", __name__, url_prefix="/manage/training")
ACT, LIST = "training.manage", "manage_training.index"
#: Of the table: what needs something to be done comes first.
ORDER = ("ended", "soon", "valid", "renewed")


class TrainingForm(Form):
    """``people``: of the list of all, empty if nobody is chosen there, and of the boxes for several."""

    people: Annotated[list[Row], BeforeValidator(lambda typed: [one for one in typed if one]), Field(min_length=1)]
    subject: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    trained_on: Day
    trainer: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    valid_until: Day | None = None


@blueprint.get("")
def index() -> str:
    """``course``: the class whose people are ticked."""
    form = admin_pages.filled({"trained_on": jalali.short_date(clock.today())})
    course_id = request.args.get("course", type=int)
    if course_id is not None:
        form.values.setlist("people", ["", *map(str, _ids_of_course(course_id))])
    return _page(form)


def _ids_of_course(course_id: int) -> list[int]:
    caller = identity.require(ACT)
    course = course_queries.course(db.session(), caller.office_id, course_id)
    return [person.id for person in course_queries.members(db.session(), course.id)]


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    """Leads back to the register, where what was entered for several people can be undone."""
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(TrainingForm, request.form)
        given = service.NewTraining(**form.model_dump())
        first_id = once(caller, lambda: str(service.enter(caller.office_id, caller.by, given)[0].id))
        if len(set(given.people)) > 1:
            return url_for(LIST, entered=first_id)
        admin_pages.done(gettext("Training entered."))
        return url_for(LIST)

    return admin_pages.submit(do, _page, {rules.TrainedAlready: "people"})


@blueprint.post("/<int:training_id>/removal")
def remove(training_id: int) -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        service.remove(caller.office_id, caller.by, training_id)
        admin_pages.done(gettext("Training removed from the register."))

    return admin_pages.submit_action(ACT, do, LIST, _page)


@blueprint.post("/<int:first_id>/undo")
def undo(first_id: int) -> Response | tuple[str, int]:
    """Of what was entered with one press for several people."""

    def do(caller: Caller) -> None:
        count = service.undo(caller.office_id, caller.by, first_id)
        admin_pages.done(
            ngettext(
                "Training of %(n)s person removed from the register.",
                "Training of %(n)s people removed from the register.",
                count,
                n=filters.digits(count),
            )
        )

    return admin_pages.submit_action(ACT, do, LIST, _page)


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    session, today = db.session(), clock.today()
    rows = queries.trainings(session, caller.office_id)
    states = rules.states(rows, today)
    rows.sort(key=lambda row: ORDER.index(states[row.id]))
    people = staff_queries.people(session, caller.office_id)
    active = {person.id: person for person in people if person.active}
    entered_with = request.args.get("entered", type=int)
    together = Counter(row.entered_with for row in rows if row.entered_with is not None)
    return admin_pages.render(
        "manage/training.html",
        form=form,
        rows=rows,
        states=states,
        names={person.id: person.names for person in people},
        active=active,
        people=[_option(person) for person in active.values()],
        classes=_classes(caller.office_id, active),
        together=together,
        entered=next((row for row in rows if row.entered_with == entered_with), None) if entered_with else None,
        written=lambda day: jalali.written_date(day, i18n.language()),
    )


def _option(person: Person) -> tuple[str, str]:
    return str(person.id), filters.named(person.names)


def _classes(office_id: int, active: dict[int, Person]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(name of a course, its people), and at the end ("", the others); none without people."""
    others = dict(active)
    classes = []
    for course in course_queries.courses(db.session(), office_id):
        members = [others.pop(person.id) for person in course_queries.members(db.session(), course.id) if person.active]
        classes.append((course.name, [_option(person) for person in members]))
    classes.append(("", [_option(person) for person in others.values()]))
    return [(name, people) for name, people in classes if people]
