"""The page of the inspectorate on which one person's data is looked up, handed out and forgotten. The number goes by
POST only: addresses are noted in logs and histories."""

from typing import Annotated

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from deskq import clock, identity, managing, persian, photos, subjects, web
from deskq.errors import N_, BadFields
from deskq.extensions import db
from deskq.forms import Form, read_page
from deskq.holdings import Subject
from deskq.managing import Answer, Filled
from deskq.subjects import HOLDINGS, looks, writing

blueprint = Blueprint("manage_person", __name__, url_prefix="/manage/person")
ACT = "people.forget"


class PersonForm(Form):
    phone: Annotated[str, Field(max_length=40)] = ""
    national_id: Annotated[str, Field(max_length=40)] = ""
    why: Annotated[str, Field(min_length=1, max_length=subjects.LONGEST_WHY)]


class ErasureForm(PersonForm):
    also_open: bool = False
    tail: Annotated[str, Field(min_length=1, max_length=20)]


@blueprint.get("")
def index() -> str:
    identity.require(ACT)
    return _page(managing.filled({}))


@blueprint.get("/looks")
def who_looked() -> str:
    caller = identity.require(ACT)
    found = looks.lately(db.session(), caller.office_id, caller.person_id or 0)
    return managing.draw("subjects/looks.html", looks=found, days=looks.LATELY.days, most=looks.MOST)


@blueprint.post("")
def look_up() -> Answer:
    """What is held, with the buttons for it."""
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(PersonForm, request.form)
        found = subjects.look_up(caller.office_id, caller.by, _subject(form), form.why)
        return _page(managing.filled(form.model_dump()), *found)

    return managing.answered(do, _page)


@blueprint.post("/copy")
def hand_out() -> Answer:
    caller = identity.require(ACT)

    def do() -> Response:
        form = read_page(PersonForm, request.form)
        found = subjects.hand_out(caller.office_id, caller.by, _subject(form), form.why)
        name = f"person-{clock.now().astimezone(clock.zone()):%Y%m%d-%H%M}.tar"
        answer = Response(writing.packed(found, clock.now(), photos.folder()), mimetype="application/x-tar")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    return managing.answered(do, _page)


@blueprint.post("/erasure")
def forget() -> AnyResponse | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(ErasureForm, request.form)
        subject = _subject(form)
        if persian.id_digits(form.tail) != subjects.tail(subject):
            raise BadFields({"tail": N_("These are not the last four digits of what you looked up.")})
        counts = subjects.forget(caller.office_id, caller.by, subject, form.why, form.also_open)
        managing.done(gettext("Erased: %(what)s", what=_said(counts)))
        return url_for("manage_person.index")

    return managing.submit(do, _again, {subjects.StillOpen: "also_open"})


def _again(form: Filled) -> str:
    """Refused: what is held is shown again, without another line in the journal."""
    caller = identity.require(ACT)
    try:
        subject = subjects.of(form.get("phone"), form.get("national_id"), current_app.config["SECRET_KEY"])
    except BadFields:
        return _page(form)
    return _page(form, *subjects.counted(caller.office_id, subject))


def _subject(form: PersonForm) -> Subject:
    return subjects.of(form.phone, form.national_id, current_app.config["SECRET_KEY"])


def _said(counts: subjects.Counts) -> str:
    parts = [f"{web.named(one.name)}: {web.digits(counts[one.code])}" for one in HOLDINGS if counts[one.code]]
    return ("، " if web.language() == "fa" else ", ").join(parts) or gettext("nothing")


def _page(form: Filled, counts: subjects.Counts | None = None, still_open: int = 0) -> str:
    return managing.draw(
        "subjects/index.html",
        form=form,
        counts=counts,
        still_open=still_open,
        holdings=HOLDINGS,
        longest=subjects.LONGEST_WHY,
    )
