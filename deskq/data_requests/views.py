"""The inspectorate's page for requests about a person's data. The number is sent by POST only: addresses end up in logs
and browser histories."""

from typing import Annotated

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from deskq.access import identity
from deskq.core import actors, clock
from deskq.core.db import redaction_list
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.core.personal_data import Subject
from deskq.core.text.names import listed
from deskq.core.text.national_id import id_digits
from deskq.data_requests import access_log, export, service
from deskq.data_requests.service import HOLDINGS
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.staff import queries as staff_queries
from deskq.web import filters, i18n, uploads
from deskq.web.forms import Form, read_page

blueprint = Blueprint("manage_person", __name__, url_prefix="/manage/person")
PERMISSION = "people.forget"


class PersonForm(Form):
    phone: Annotated[str, Field(max_length=40)] = ""
    national_id: Annotated[str, Field(max_length=40)] = ""
    why: Annotated[str, Field(min_length=1, max_length=service.MAX_REASON)]


class ErasureForm(PersonForm):
    also_open: bool = False
    tail: Annotated[str, Field(min_length=1, max_length=20)]


@blueprint.get("")
def index() -> str:
    identity.require(PERMISSION)
    return _page(admin_pages.filled({}))


@blueprint.get("/looks")
def who_looked() -> str:
    caller = identity.require(PERMISSION)
    found = access_log.recent_access(db.session(), caller.office_id, caller.person_id or 0)
    return admin_pages.render(
        "data_requests/access_log.html", looks=found, days=access_log.PERIOD.days, most=access_log.MAX_SHOWN
    )


@blueprint.get("/struck")
def struck_texts() -> str:
    """What was struck out of the journal, and by whom."""
    caller = identity.require(PERMISSION)
    return admin_pages.render(
        "data_requests/struck_texts.html",
        struck=redaction_list.struck_texts(db.session(), caller.office_id)[::-1],
        people={actors.person(one.id): one.names for one in staff_queries.people(db.session(), caller.office_id)},
        console=actors.CONSOLE,
    )


@blueprint.post("")
def look_up() -> PageResponse:
    """What is held, with the buttons to export or erase it."""
    caller = identity.require(PERMISSION)

    def do() -> str:
        form = read_page(PersonForm, request.form)
        found = service.look_up(caller.office_id, caller.by, _subject(form), form.why)
        return _page(admin_pages.filled(form.model_dump()), *found)

    return admin_pages.submit_for_page(do, _page)


@blueprint.post("/copy")
def hand_out() -> PageResponse:
    caller = identity.require(PERMISSION)

    def do() -> Response:
        form = read_page(PersonForm, request.form)
        found = service.export_data(caller.office_id, caller.by, _subject(form), form.why)
        name = f"person-{clock.local(clock.now()):%Y%m%d-%H%M}.tar"
        answer = Response(export.to_tar(found, clock.now(), uploads.folder()), mimetype="application/x-tar")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    return admin_pages.submit_for_page(do, _page)


@blueprint.post("/erasure")
def forget() -> AnyResponse | tuple[str, int]:
    caller = identity.require(PERMISSION)

    def do() -> str:
        form = read_page(ErasureForm, request.form)
        subject = _subject(form)
        if id_digits(form.tail) != service.last_digits(subject):
            raise InvalidInput({"tail": N_("These are not the last four digits of the number you searched for.")})
        counts = service.erase_data(caller.office_id, caller.by, subject, form.why, form.also_open)
        admin_pages.done(gettext("Erased: %(what)s", what=_counts_text(counts)))
        return url_for("manage_person.index")

    return admin_pages.submit(do, _page_after_refusal, {service.StillOpen: "also_open"})


def _page_after_refusal(form: FilledForm) -> str:
    """After a refusal, show what is held again without another journal entry."""
    caller = identity.require(PERMISSION)
    try:
        subject = service.subject_from_input(
            form.get("phone"), form.get("national_id"), current_app.config["SECRET_KEY"]
        )
    except InvalidInput:
        return _page(form)
    return _page(form, *service.count_records(caller.office_id, subject))


def _subject(form: PersonForm) -> Subject:
    return service.subject_from_input(form.phone, form.national_id, current_app.config["SECRET_KEY"])


def _counts_text(counts: service.Counts) -> str:
    parts = [
        f"{filters.named(holding.name)}: {filters.digits(counts[holding.code])}"
        for holding in HOLDINGS
        if counts[holding.code]
    ]
    return listed(parts, i18n.language()) or gettext("nothing")


def _page(form: FilledForm, counts: service.Counts | None = None, still_open: int = 0) -> str:
    return admin_pages.render(
        "data_requests/index.html",
        form=form,
        counts=counts,
        still_open=still_open,
        holdings=HOLDINGS,
        longest=service.MAX_REASON,
    )
