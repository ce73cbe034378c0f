"""Editing what the lobby board shows between calls."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

import config
from deskq import clock, identity, managing, persian, pictures, shelf
from deskq.announcements import dates, files, queries, rules, service
from deskq.announcements.forms import AnnouncementForm, StepForm
from deskq.announcements.models import Announcement
from deskq.errors import NotFound
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.staff import guard

blueprint = Blueprint("manage_announcements", __name__, url_prefix="/manage/announcements")
FILE = "file"
BESIDE = dict.fromkeys(files.REFUSALS, FILE)
UPLOADS = ("manage_announcements.create", "manage_announcements.save")
FORM_MEGABYTES = files.LARGEST_MEGABYTES + 1


@blueprint.url_value_preprocessor
def _take_more(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the body: a file may be larger than other forms, from those who may send one."""
    person = identity.signed_in() if endpoint in UPLOADS and request.method == "POST" else None
    if person is None or not guard.may(person.role, "announcements.manage"):
        return
    request.max_content_length = FORM_MEGABYTES * pictures.MEGABYTE
    if (request.content_length or 0) > request.max_content_length:
        raise files.FileTooLarge(most=files.LARGEST_MEGABYTES)


@blueprint.get("")
def index() -> str:
    return _index(Filled())


@blueprint.get("/new")
def new() -> str:
    today = clock.now().astimezone(clock.zone()).date()
    start = {
        "starts_day": persian.short_date(today),
        "ends_day": persian.short_date(today + timedelta(7)),
        "seconds": 12,
        "active": True,
    }
    return _one(None, managing.filled(start))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    return _save(None)


@blueprint.get("/<int:row_id>")
def edit(row_id: int) -> str:
    return _one(row_id, None)


@blueprint.post("/<int:row_id>")
def save(row_id: int) -> Response | tuple[str, int]:
    return _save(row_id)


@blueprint.post("/<int:row_id>/showing")
def show(row_id: int) -> Response | tuple[str, int]:
    def do(office: int, by: str) -> str:
        row = service.show(office, by, row_id, request.form.get("active") == "1")
        return str(gettext("The announcement is switched on.") if row.active else gettext("The announcement is off."))

    return _press(do)


@blueprint.post("/<int:row_id>/place")
def move(row_id: int) -> Response | tuple[str, int]:
    def do(office: int, by: str) -> str:
        if queries.one(db.session(), office, row_id) is None:
            raise NotFound
        service.move(office, by, row_id, int(read_page(StepForm, request.form).step))
        return str(gettext("The order is changed."))

    return _press(do)


@blueprint.post("/<int:row_id>/removal")
def delete(row_id: int) -> Response | tuple[str, int]:
    def do(office: int, by: str) -> str:
        service.remove(office, by, row_id)
        shelf.sweep(_folder(), queries.files(db.session()), clock.now().timestamp())
        return str(gettext("The announcement is deleted."))

    return _press(do)


def _press(do: Callable[[int, str], str]) -> Response | tuple[str, int]:
    """A button of the list: does it, and the list tells so."""
    caller = identity.require("announcements.manage")

    def act() -> str:
        managing.done(do(caller.office_id, caller.by))
        return url_for("manage_announcements.index")

    return managing.submit(act, _index)


def _save(row_id: int | None) -> Response | tuple[str, int]:
    caller = identity.require("announcements.manage")
    if row_id is not None:
        _found(caller.office_id, row_id)

    def do() -> str:
        form = read_page(AnnouncementForm, request.form)
        fields = form.model_dump(include={"text_fa", "text_en", "seconds", "active"})
        fields |= {"starts_at": form.starts_at, "ends_at": form.ends_at, **_sent()}
        service.save(caller.office_id, caller.by, row_id, fields)
        managing.done(gettext("The announcement is saved."))
        return url_for("manage_announcements.index")

    return managing.submit(do, partial(_one, row_id), BESIDE)


def _sent() -> dict[str, str]:
    """The columns of the file that came with the form, stored; none when no file was chosen."""
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        return {}
    return files.keep(sent.stream, _folder())._asdict()  # type: ignore[arg-type]


def _index(form: Filled) -> str:
    caller = identity.require("announcements.manage")
    now = clock.now()
    rows = [(row, rules.stage(row, now)) for row in queries.every(db.session(), caller.office_id)]
    return managing.draw("manage/announcements.html", rows=rows, form=form, dates=dates)


def _one(row_id: int | None, form: Filled | None) -> str:
    caller = identity.require("announcements.manage")
    row = _found(caller.office_id, row_id) if row_id is not None else None
    form = form or managing.filled(dates.typed(row) if row else {})
    return managing.draw("manage/announcement.html", row=row, form=form, most=files.LARGEST_MEGABYTES)


def _found(office: int, row_id: int) -> Announcement:
    row = queries.one(db.session(), office, row_id)
    if row is None:
        raise NotFound
    return row


def _folder() -> Path:
    return config.INSTANCE / "media"
