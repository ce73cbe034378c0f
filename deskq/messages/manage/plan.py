"""The map of the town: a picture, and the degrees of its edges."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext
from PIL import Image
from werkzeug.wrappers import Response

from deskq import clock, identity, managing, pictures, shelf
from deskq.forms import read_page
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.messages import editing
from deskq.messages.manage.forms import MILLION, PlanForm
from deskq.messages.manage.furnished import ACT, about
from deskq.messages.manage.plan_picture import folder
from deskq.pictures import MEGABYTE, Frame
from deskq.staff import guard

blueprint = Blueprint("manage_messages_plan", __name__, url_prefix="/manage/messages/plan")
LARGEST_MEGABYTES = 20
#: A street must be found on it, also on a phone that enlarges it.
PLAN = Frame(LARGEST_MEGABYTES * MEGABYTE, 3000)
EDGES = ("north", "south", "west", "east")
BESIDE = dict.fromkeys(pictures.REFUSALS, "file")


@blueprint.url_value_preprocessor
def _take_more(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the body: a picture may be larger than other forms, from those who may send one."""
    person = identity.signed_in() if request.method == "POST" else None
    if person is None or not guard.may(person.role, ACT):
        return
    request.max_content_length = (LARGEST_MEGABYTES + 1) * MEGABYTE
    if (request.content_length or 0) > request.max_content_length:
        raise pictures.PictureFileTooLarge(most=LARGEST_MEGABYTES)


@blueprint.get("")
def edit() -> str:
    return _page(None)


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(PlanForm, request.form)
        saved = editing.save_plan(caller.office_id, caller.by, {**form.model_dump(), **_sent()})
        shelf.sweep(folder(), {saved.file}, clock.now().timestamp())
        managing.done(gettext("The map of the town is saved."))

    return managing.press(ACT, do, "manage_messages_plan.edit", _page, BESIDE)


def _sent() -> dict[str, Any]:
    """The columns of the picture that came with the form, kept; none when no file was chosen."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return {}
    name = pictures.keep(sent.stream, folder(), PLAN)  # type: ignore[arg-type]
    with Image.open(folder() / name) as picture:
        return {"file": name, "width": picture.width, "height": picture.height}


def _page(form: Filled | None) -> str:
    row = about().plan
    form = form or managing.filled({edge: _degrees(getattr(row, edge)) for edge in EDGES} if row else {})
    return managing.draw("manage/messages/plan.html", form=form, row=row, most=LARGEST_MEGABYTES)


def _degrees(millionths: int) -> str:
    return f"{millionths / MILLION:.6f}".rstrip("0").rstrip(".")
