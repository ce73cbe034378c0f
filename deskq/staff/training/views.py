"""The page of the training register."""

from typing import Annotated

from flask import Blueprint, request
from flask_babel import gettext
from pydantic import Field
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
from deskq.staff.training import queries, rules, service
from deskq.staff.training.models import LONGEST
from deskq.web import filters, i18n
from deskq.web.forms import Form, read_page

blueprint = Blueprint("manage_training", __name__, url_prefix="/manage/training")
ACT, LIST = "training.manage", "manage_training.index"
#: Of the table: what needs something to be done comes first.
ORDER = ("ended", "soon", "valid", "renewed")


class TrainingForm(Form):
    person_id: Row
    subject: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    trained_on: Day
    trainer: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    valid_until: Day | None = None


@blueprint.get("")
def index() -> str:
    today = clock.today()
    return _page(admin_pages.filled({"trained_on": jalali.short_date(today)}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(TrainingForm, request.form)
        given = service.NewTraining(**form.model_dump())
        once(caller, lambda: str(service.enter(caller.office_id, caller.by, given).id))
        admin_pages.done(gettext("Training entered."))

    return admin_pages.submit_action(ACT, do, LIST, _page)


@blueprint.post("/<int:training_id>/removal")
def remove(training_id: int) -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        service.remove(caller.office_id, caller.by, training_id)
        admin_pages.done(gettext("Training removed from the register."))

    return admin_pages.submit_action(ACT, do, LIST, _page)


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    session, today = db.session(), clock.today()
    rows = queries.trainings(session, caller.office_id)
    states = rules.states(rows, today)
    rows.sort(key=lambda row: ORDER.index(states[row.id]))
    people = staff_queries.people(session, caller.office_id)
    return admin_pages.render(
        "manage/training.html",
        form=form,
        rows=rows,
        states=states,
        names={person.id: person.names for person in people},
        active={person.id for person in people if person.active},
        people=[(str(person.id), filters.named(person.names)) for person in people if person.active],
        written=lambda day: jalali.written_date(day, i18n.language()),
    )
