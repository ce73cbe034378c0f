"""Saved filters of the inbox: save, rename, delete."""

from functools import partial

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.inbox.forms import FilterNameForm
from deskq.inbox.models import SavedFilter
from deskq.inbox.queries import saved_filters as queries
from deskq.inbox.rules import NameTaken
from deskq.inbox.service import saved_filters as service
from deskq.inbox.views import labels, list_address
from deskq.inbox.views.inbox import blueprint
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.web.forms import read_page

Answered = Response | tuple[str, int]
ERROR_FIELDS: dict[type[DomainError], str] = {NameTaken: "name"}


@blueprint.get("/filters")
def saved_filters() -> str:
    return _list(FilledForm())


@blueprint.post("/filters")
def save_filter() -> Answered:
    """Save the tab and the filters of the address."""
    who = reader()

    def do() -> str:
        name, tab = read_page(FilterNameForm, request.form).name, list_address.tab(who)
        caller = who.caller
        row = service.save(caller.office_id, caller.by, who.person_id, name, tab, list_address.filters(who))
        admin_pages.done(gettext("“%(name)s” saved.", name=name))
        return list_address.of_saved(row)

    return admin_pages.submit(do, _list, ERROR_FIELDS)


@blueprint.get("/filters/<int:filter_id>")
def edit_filter(filter_id: int) -> str:
    return _page(filter_id, None)


@blueprint.post("/filters/<int:filter_id>")
def rename_filter(filter_id: int) -> Answered:
    who = reader()
    _find(who, filter_id)

    def do() -> str:
        name = read_page(FilterNameForm, request.form).name
        with admin_pages.editing(who.caller, lambda: _stored(_find(who, filter_id))):
            service.rename(who.caller.office_id, who.caller.by, who.person_id, filter_id, name)
        admin_pages.done(gettext("“%(name)s” saved.", name=name))
        return url_for("inbox.saved_filters")

    return admin_pages.submit(do, partial(_page, filter_id), ERROR_FIELDS)


@blueprint.post("/filters/<int:filter_id>/deletion")
def delete_filter(filter_id: int) -> Answered:
    who = reader()

    def do() -> str:
        service.delete(who.caller.office_id, who.caller.by, who.person_id, filter_id)
        admin_pages.done(gettext("Filter deleted. The messages are still there."))
        return url_for("inbox.saved_filters")

    return admin_pages.submit(do, partial(_page, filter_id))


def _find(who: Reader, filter_id: int) -> SavedFilter:
    found = queries.one(db.session(), who.person_id, filter_id)
    if found is None:
        raise NotFound
    return found


def _stored(row: SavedFilter) -> FilledForm:
    return admin_pages.stored({"name": row.name})


def _list(form: FilledForm) -> str:
    who = reader()
    return admin_pages.render(
        "messages/saved_filters.html",
        who=who,
        form=form,
        tabs=list_address.tabs(who),
        tab=list_address.tab(who),
        filters=list_address.filters(who),
        here=list_address.address(list_address.tab(who), "inbox.save_filter"),
        back=list_address.address(list_address.tab(who)),
        saved=[(row, list_address.of_saved(row)) for row in queries.of_person(db.session(), who.person_id)],
        rules=labels,
    )


def _page(filter_id: int, form: FilledForm | None) -> str:
    row = _find(reader(), filter_id)
    return admin_pages.render(
        "messages/saved_filter.html", row=row, form=form or _stored(row), list_page=list_address.of_saved(row)
    )
