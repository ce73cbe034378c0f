"""The map of the town: a picture, and the degrees of its edges."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core import clock, file_store
from deskq.core.disk_space import UploadsPaused
from deskq.core.sizes import MEGABYTE
from deskq.message_admin.forms import MILLION, PlanForm
from deskq.message_admin.service import city_map
from deskq.message_admin.views.choices import ACT, about
from deskq.message_admin.views.city_map_image import folder
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.web import images, uploads
from deskq.web.forms import read_page
from deskq.web.images import Frame

blueprint = Blueprint("manage_messages_plan", __name__, url_prefix="/manage/messages/plan")
LARGEST_MEGABYTES = 20
#: A street must be found on it, also on a phone that enlarges it.
PLAN = Frame(LARGEST_MEGABYTES * MEGABYTE, 3000)
EDGES = ("north", "south", "west", "east")
ERROR_FIELDS = dict.fromkeys((*images.REFUSALS, UploadsPaused), "file")


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the body: a picture may be larger than other forms, from those who may send one."""
    person = identity.signed_in() if request.method == "POST" else None
    if person is None or not permissions.may(person.role, ACT):
        return
    request.max_content_length = (LARGEST_MEGABYTES + 1) * MEGABYTE
    if (request.content_length or 0) > request.max_content_length:
        raise images.PictureFileTooLarge(most=LARGEST_MEGABYTES)


@blueprint.get("")
def edit() -> str:
    return _page(None)


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(PlanForm, request.form)
        columns = {**form.model_dump(), **_uploaded_columns()}
        with admin_pages.editing(caller, _stored):
            saved = city_map.save_plan(caller.office_id, caller.by, columns)
        file_store.sweep(folder(), {saved.file}, clock.now().timestamp())
        admin_pages.done(gettext("City map saved."))

    return admin_pages.submit_action(ACT, do, "manage_messages_plan.edit", _page, ERROR_FIELDS)


def _uploaded_columns() -> dict[str, Any]:
    """The columns of the picture that came with the form, kept; none when no file was chosen."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return {}
    uploads.check_room()
    name = images.keep(sent.stream, folder(), PLAN)  # type: ignore[arg-type]
    from PIL import Image

    with Image.open(folder() / name) as picture:
        return {"file": name, "width": picture.width, "height": picture.height}


def _page(form: FilledForm | None) -> str:
    row = about().plan
    return admin_pages.render("manage/messages/plan.html", form=form or _stored(), row=row, most=LARGEST_MEGABYTES)


def _stored() -> FilledForm:
    row = about().plan
    edges = {edge: _degrees(getattr(row, edge)) if row else "" for edge in EDGES}
    return admin_pages.stored(edges, row.file if row else "")


def _degrees(millionths: int) -> str:
    return f"{millionths / MILLION:.6f}".rstrip("0").rstrip(".")
