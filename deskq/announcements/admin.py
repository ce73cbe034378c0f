"""Admin pages of announcements."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

import config
from deskq.access import identity, permissions
from deskq.announcements import date_fields, media_files, queries, rules, service
from deskq.announcements.forms import AnnouncementForm, StepForm
from deskq.announcements.models import Announcement
from deskq.core import clock, file_store
from deskq.core.disk_space import UploadsPaused
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.sizes import MEGABYTE
from deskq.core.text import jalali
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.sent_forms import once
from deskq.web import uploads
from deskq.web.forms import read_page

blueprint = Blueprint("manage_announcements", __name__, url_prefix="/manage/announcements")
FILE = "file"
ERROR_FIELDS = dict.fromkeys((*media_files.REFUSALS, UploadsPaused), FILE)
UPLOADS = ("manage_announcements.create", "manage_announcements.save")
FORM_MEGABYTES = media_files.LARGEST_MEGABYTES + 1


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Allow larger uploads to those who may send a file; must run before anything reads the body."""
    person = identity.signed_in() if endpoint in UPLOADS and request.method == "POST" else None
    if person is None or not permissions.may(person.role, "announcements.manage"):
        return
    request.max_content_length = FORM_MEGABYTES * MEGABYTE
    if (request.content_length or 0) > request.max_content_length:
        raise media_files.FileTooLarge(most=media_files.LARGEST_MEGABYTES)


@blueprint.get("")
def index() -> str:
    return _index(FilledForm())


@blueprint.get("/new")
def new() -> str:
    today = clock.today()
    start = {
        "starts_day": jalali.short_date(today),
        "ends_day": jalali.short_date(today + timedelta(7)),
        "seconds": 12,
        "active": True,
    }
    return _form_page(None, admin_pages.filled(start))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    return _save(None)


@blueprint.get("/<int:row_id>")
def edit(row_id: int) -> str:
    return _form_page(row_id, None)


@blueprint.post("/<int:row_id>")
def save(row_id: int) -> Response | tuple[str, int]:
    return _save(row_id)


@blueprint.post("/<int:row_id>/showing")
def show(row_id: int) -> Response | tuple[str, int]:
    def do(office: int, by: str) -> str:
        row = service.show(office, by, row_id, request.form.get("active") == "1")
        return str(gettext("Announcement switched on.") if row.active else gettext("Announcement switched off."))

    return _submit_action(do)


@blueprint.post("/<int:row_id>/place")
def move(row_id: int) -> Response | tuple[str, int]:
    def do(office: int, by: str) -> str:
        if queries.announcement(db.session(), office, row_id) is None:
            raise NotFound
        service.move(office, by, row_id, int(read_page(StepForm, request.form).step))
        return str(gettext("Order changed."))

    return _submit_action(do)


@blueprint.post("/<int:row_id>/removal")
def delete(row_id: int) -> Response | tuple[str, int]:
    def do(office: int, by: str) -> str:
        service.remove(office, by, row_id)
        file_store.sweep(_folder(), queries.files(db.session()), clock.now().timestamp())
        return str(gettext("Announcement deleted."))

    return _submit_action(do)


def _submit_action(do: Callable[[int, str], str]) -> Response | tuple[str, int]:
    """A button of the list: perform the action and show the list with its message."""
    caller = identity.require("announcements.manage")

    def act() -> str:
        admin_pages.done(do(caller.office_id, caller.by))
        return url_for("manage_announcements.index")

    return admin_pages.submit(act, _index)


def _save(row_id: int | None) -> Response | tuple[str, int]:
    caller = identity.require("announcements.manage")
    if row_id is not None:
        _find(caller.office_id, row_id)

    def do() -> str:
        form = read_page(AnnouncementForm, request.form)
        fields = form.model_dump(include={"text_fa", "text_en", "seconds", "active"})
        fields |= {"starts_at": form.starts_at, "ends_at": form.ends_at, **_uploaded_columns()}
        if row_id is None:
            once(caller, lambda: str(service.save(caller.office_id, caller.by, None, fields).id))
        else:
            with admin_pages.editing(caller, lambda: _stored(_find(caller.office_id, row_id))):
                service.save(caller.office_id, caller.by, row_id, fields)
        admin_pages.done(gettext("Announcement saved."))
        return url_for("manage_announcements.index")

    def again(form: FilledForm) -> str:
        sent = request.files.get(FILE)
        if sent is not None and sent.filename:  # no browser puts a file back into a form
            form = replace(form, problems={FILE: gettext("Please choose the file again."), **form.problems})
        return _form_page(row_id, form)

    return admin_pages.submit(do, again, ERROR_FIELDS)


def _uploaded_columns() -> dict[str, str]:
    """Store the uploaded file; returns its columns, none when no file was chosen."""
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        return {}
    uploads.check_room()
    return media_files.store(sent.stream, _folder())._asdict()  # type: ignore[arg-type]


def _index(form: FilledForm) -> str:
    caller = identity.require("announcements.manage")
    now = clock.now()
    rows = [(row, rules.stage(row, now)) for row in queries.announcements(db.session(), caller.office_id)]
    return admin_pages.render("manage/announcements.html", rows=rows, form=form, dates=date_fields)


def _form_page(row_id: int | None, form: FilledForm | None) -> str:
    caller = identity.require("announcements.manage")
    row = _find(caller.office_id, row_id) if row_id is not None else None
    form = form or (_stored(row) if row else FilledForm())
    return admin_pages.render("manage/announcement.html", row=row, form=form, most=media_files.LARGEST_MEGABYTES)


def _stored(row: Announcement) -> FilledForm:
    return admin_pages.stored(date_fields.form_values(row), row.file)


def _find(office: int, row_id: int) -> Announcement:
    row = queries.announcement(db.session(), office, row_id)
    if row is None:
        raise NotFound
    return row


def _folder() -> Path:
    return config.INSTANCE / "media"
