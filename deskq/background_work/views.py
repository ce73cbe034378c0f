"""The page of work in progress, its state for the page's script, its result."""

from flask import Blueprint, Response, jsonify, redirect, send_file, url_for

from deskq.access import identity, permissions
from deskq.background_work import jobs, queries, registry, rules, service
from deskq.background_work.models import WorkItem
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages

blueprint = Blueprint("background_work", __name__, url_prefix="/manage/work")
ACT = "account.own"


def address(item_id: int) -> str:
    """The page of work that was just begun; wakes the job."""
    jobs.wake.set()
    return url_for("background_work.show", item_id=item_id)


@blueprint.get("/<int:item_id>")
def show(item_id: int) -> str:
    item = _found(item_id)
    kind = registry.kind(item.kind)
    title = kind.title if kind is not None else ""
    return admin_pages.render("manage/work.html", item=item, title=title, most_beginnings=rules.MOST_BEGINNINGS)


@blueprint.get("/<int:item_id>/progress")
def progress(item_id: int) -> Response:
    item = _found(item_id)
    return jsonify(state=item.state, done=item.done, total=item.total)


@blueprint.post("/<int:item_id>/cancel")
def cancel(item_id: int) -> Response:
    item = _found(item_id)
    service.cancel(item.office_id, item.by, item_id)
    return redirect(url_for("background_work.show", item_id=item_id), 303)  # type: ignore[return-value]


@blueprint.get("/<int:item_id>/file")
def download(item_id: int) -> Response:
    """Personal data may be in it: it is not kept by the browser."""
    item = _found(item_id)
    path = queries.file_of(item.token)
    if item.state != "done" or not path.exists():
        raise NotFound
    return send_file(path, as_attachment=True, download_name=item.name)


def _found(item_id: int) -> WorkItem:
    """Own work, for who may still do what it was begun for: a role may have changed since."""
    caller = identity.require(ACT)
    found = queries.own(db.session(), caller.office_id, caller.by, item_id)
    if found is None:
        raise NotFound
    kind = registry.kind(found.kind)
    if kind is not None:
        permissions.check(caller.role, kind.act)
    return found
