"""The overview of the set-up: every step, what is done and what is missing."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.setup import queries, rules, service
from deskq.setup.forms import MarkForm
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.web.forms import read_page


@blueprint.get("")
def index() -> str:
    found = queries.progress(db.session(), wizard.caller().office_id)
    return admin_pages.render("setup/index.html", progress=found)


@blueprint.get("/office")
def office() -> Response:
    """The name of the office was given first; it is changed among its settings."""
    wizard.caller()
    return redirect(url_for("manage_settings.edit"), 303)


@blueprint.post("/marks/<step>")
def mark(step: str) -> Response:
    """Say that a step was tried and works, or that it is left out."""
    caller = wizard.caller()
    form = read_page(MarkForm, request.form)
    if step not in rules.LEFT_OUT or (form.mark == "done" and step not in rules.TRIED):
        raise NotFound
    service.mark_step(caller.office_id, caller.by, step, form.mark)
    following = queries.progress(db.session(), caller.office_id).next
    return redirect(url_for(f"manage_setup.{following}" if following else "manage_setup.index"), 303)
