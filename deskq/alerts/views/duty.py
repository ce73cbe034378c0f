"""Pages of the duty list, whose people get alerts by SMS."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.alerts import rules
from deskq.alerts.forms import DutyForm
from deskq.alerts.models import DutyPerson
from deskq.alerts.queries import stored
from deskq.alerts.service import duty as duty_service
from deskq.alerts.views.index import ACT, blueprint, page
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.sent_forms import once
from deskq.sms import phone_numbers
from deskq.sms.service import read_number
from deskq.web.forms import read_page

Answered = Response | tuple[str, int]
INDEX = "manage_alerts.index"
ERROR_FIELDS: dict[type[DomainError], str] = {rules.AlreadyOnDutyList: "phone"}


@blueprint.post("/duty")
def add_person() -> Answered:
    def do(caller: Caller) -> None:
        fields = _fields()
        once(caller, lambda: str(duty_service.add(caller.office_id, caller.by, fields).id))
        admin_pages.done(gettext("Added to the list. Send a test message to be sure that it arrives."))

    return admin_pages.submit_action(ACT, do, INDEX, page, ERROR_FIELDS)


@blueprint.get("/duty/<int:person_id>")
def edit_person(person_id: int) -> str:
    return _page(person_id, None)


@blueprint.post("/duty/<int:person_id>")
def save_person(person_id: int) -> Answered:
    caller = identity.require(ACT)
    _find(caller, person_id)

    def do() -> str:
        fields = _fields()
        with admin_pages.editing(caller, lambda: _stored(_find(caller, person_id))):
            duty_service.change(caller.office_id, caller.by, person_id, fields)
        admin_pages.done(gettext("“%(name)s” saved.", name=fields["name"]))
        return url_for(INDEX)

    return admin_pages.submit(do, partial(_page, person_id), ERROR_FIELDS)


@blueprint.post("/duty/<int:person_id>/removal")
def remove_person(person_id: int) -> Answered:
    def do(caller: Caller) -> None:
        duty_service.remove(caller.office_id, caller.by, person_id)
        admin_pages.done(gettext("Removed from the list."))

    return admin_pages.submit_action(ACT, do, INDEX, page)


@blueprint.post("/duty/<int:person_id>/test")
def test_person(person_id: int) -> Answered:
    def do(caller: Caller) -> None:
        duty_service.send_test(caller.office_id, caller.by, person_id)
        admin_pages.done(gettext("Test message on its way. Reload this page to see what became of it."))

    return admin_pages.submit_action(ACT, do, INDEX, page)


def _fields() -> dict[str, Any]:
    form = read_page(DutyForm, request.form)
    return {**form.model_dump(), "phone": read_number(form.phone)}


def _find(caller: Caller, person_id: int) -> DutyPerson:
    found = stored.duty_person(db.session(), caller.office_id, person_id)
    if found is None:
        raise NotFound
    return found


def _stored(person: DutyPerson) -> FilledForm:
    names = ("name", "on_duty", "of_messages", "of_hall")
    phone = phone_numbers.local(person.phone) if person.phone.startswith("+") else ""
    return admin_pages.stored({**{name: getattr(person, name) for name in names}, "phone": phone})


def _page(person_id: int, form: FilledForm | None) -> str:
    caller = identity.require(ACT)
    person = _find(caller, person_id)
    return admin_pages.render("manage/alerts/person.html", person=person, form=form or _stored(person))
