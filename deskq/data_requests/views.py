"""The page of the inspectorate on which one person's data is looked up, handed out and forgotten. The number goes by
POST only: addresses are noted in logs and histories."""

from typing import Annotated

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from deskq import data_requests
from deskq.access import identity
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.core.personal_data import Subject
from deskq.core.text.national_id import id_digits
from deskq.data_requests import HOLDINGS, access_log, export
from deskq.office import admin_pages
from deskq.office.admin_pages import Answer, FilledForm
from deskq.web import filters, i18n, uploads
from deskq.web.forms import Form, read_page

blueprint = Blueprint("manage_person", __name__, url_prefix="/manage/person")
ACT = "people.forget"


class PersonForm(Form):
    phone: Annotated[str, Field(max_length=40)] = ""
    national_id: Annotated[str, Field(max_length=40)] = ""
    why: Annotated[str, Field(min_length=1, max_length=data_requests.LONGEST_WHY)]


class ErasureForm(PersonForm):
    also_open: bool = False
    tail: Annotated[str, Field(min_length=1, max_length=20)]


@blueprint.get("")
def index() -> str:
    identity.require(ACT)
    return _page(admin_pages.filled({}))


@blueprint.get("/looks")
def who_looked() -> str:
    caller = identity.require(ACT)
    found = access_log.lately(db.session(), caller.office_id, caller.person_id or 0)
    return admin_pages.draw("subjects/looks.html", looks=found, days=access_log.LATELY.days, most=access_log.MOST)


@blueprint.post("")
def look_up() -> Answer:
    """What is held, with the buttons for it."""
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(PersonForm, request.form)
        found = data_requests.look_up(caller.office_id, caller.by, _subject(form), form.why)
        return _page(admin_pages.filled(form.model_dump()), *found)

    return admin_pages.answered(do, _page)


@blueprint.post("/copy")
def hand_out() -> Answer:
    caller = identity.require(ACT)

    def do() -> Response:
        form = read_page(PersonForm, request.form)
        found = data_requests.hand_out(caller.office_id, caller.by, _subject(form), form.why)
        name = f"person-{clock.now().astimezone(clock.zone()):%Y%m%d-%H%M}.tar"
        answer = Response(export.packed(found, clock.now(), uploads.folder()), mimetype="application/x-tar")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    return admin_pages.answered(do, _page)


@blueprint.post("/erasure")
def forget() -> AnyResponse | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(ErasureForm, request.form)
        subject = _subject(form)
        if id_digits(form.tail) != data_requests.tail(subject):
            raise InvalidInput({"tail": N_("These are not the last four digits of the number you searched for.")})
        counts = data_requests.forget(caller.office_id, caller.by, subject, form.why, form.also_open)
        admin_pages.done(gettext("Erased: %(what)s", what=_said(counts)))
        return url_for("manage_person.index")

    return admin_pages.submit(do, _again, {data_requests.StillOpen: "also_open"})


def _again(form: FilledForm) -> str:
    """Refused: what is held is shown again, without another line in the journal."""
    caller = identity.require(ACT)
    try:
        subject = data_requests.of(form.get("phone"), form.get("national_id"), current_app.config["SECRET_KEY"])
    except InvalidInput:
        return _page(form)
    return _page(form, *data_requests.counted(caller.office_id, subject))


def _subject(form: PersonForm) -> Subject:
    return data_requests.of(form.phone, form.national_id, current_app.config["SECRET_KEY"])


def _said(counts: data_requests.Counts) -> str:
    parts = [f"{filters.named(one.name)}: {filters.digits(counts[one.code])}" for one in HOLDINGS if counts[one.code]]
    return ("، " if i18n.language() == "fa" else ", ").join(parts) or gettext("nothing")


def _page(form: FilledForm, counts: data_requests.Counts | None = None, still_open: int = 0) -> str:
    return admin_pages.draw(
        "subjects/index.html",
        form=form,
        counts=counts,
        still_open=still_open,
        holdings=HOLDINGS,
        longest=data_requests.LONGEST_WHY,
    )
