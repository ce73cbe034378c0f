"""The page of changes of the set-up: time, author, values before and after, and a button that undoes the change."""

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.setup import changes, undo
from deskq.setup.changes import Change
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint, value_text
from deskq.web.refusal_sentences import sentence

LARGEST = 2**53


@blueprint.get("/changes")
def change_list() -> str:
    return _page()


@blueprint.post("/changes/<int:sequence>/undo")
def undo_change(sequence: int) -> Response | tuple[str, int]:
    caller = wizard.caller()
    try:
        undo.undo(caller.office_id, caller.by, sequence)
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        db.session.rollback()
        return _page(problem=sentence(refusal)), refusal.status
    admin_pages.done(gettext("The change was undone."))
    return redirect(url_for("manage_setup.change_list"), 303)


def _page(problem: str = "") -> str:
    before = request.args.get("before", type=int)
    office_id = wizard.caller().office_id
    found = changes.changes(db.session(), office_id, min(before, LARGEST) if before else None)
    rows = [(one, _fields(one)) for one in found]
    older = found[-1].sequence if len(found) == changes.MOST else None
    return admin_pages.render("setup/changes.html", rows=rows, older=older, problem=problem)


def _fields(one: Change) -> list[tuple[str, str, str]]:
    """(column, before, after) as texts."""
    return [(column, value_text(before), value_text(after)) for column, (before, after) in one.changes.items()]
