"""The page on which many items are coded at once: a list to narrow and tick, one subject and root cause, undo."""

import json
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext, ngettext

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.coding import batches, queries
from deskq.coding.batches import Chosen
from deskq.coding.forms import BatchForm, SeveralForm
from deskq.coding.queries import Item, Wanted
from deskq.coding.service import Code
from deskq.coding.views import labels
from deskq.coding.views.addresses import half_of
from deskq.coding.views.pages import CODE, coder_of, item_of, sees_comments, settings_of
from deskq.core.extensions import db
from deskq.core.text import jalali, persian
from deskq.core.text.half_years import Half
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings.labels import short_period
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("coding_several", __name__, url_prefix="/manage/coding")
STATES = ("open", "coded", "all")
LONGEST_WORDS = 60


@blueprint.get("/<half>/several")
def show(half: str) -> str:
    caller = identity.require(CODE)
    return _page(caller, half_of(caller, half), admin_pages.filled({"subject": "keep"}))


@blueprint.post("/<half>/several")
def code(half: str) -> PageResponse:
    caller = identity.require(CODE)
    asked = half_of(caller, half)

    def do() -> str:
        form = read_page(SeveralForm, request.form)
        chosen = [_chosen(caller, asked, text) for text in dict.fromkeys(form.items)]
        subject = int(form.subject) if form.subject.isdigit() else None
        given = Code(subject, form.cause)
        batches.code_several(coder_of(caller), asked.code, chosen, given, form.subject == "keep")
        n = len(chosen)
        admin_pages.done(
            ngettext(
                "%(n)s item coded: %(cause)s.", "%(n)s items coded: %(cause)s.", n,
                n=filters.digits(n), cause=labels.cause(form.cause),
            )
        )  # fmt: skip
        return _address(asked)

    return admin_pages.submit(do, lambda form: _page(caller, asked, form))


@blueprint.post("/<half>/several/undo")
def undo(half: str) -> PageResponse:
    caller = identity.require(CODE)
    asked = half_of(caller, half)

    def do() -> str:
        form = read_page(BatchForm, request.form)
        n = batches.undo(coder_of(caller), form.batch)
        admin_pages.done(ngettext("%(n)s item is as before.", "%(n)s items are as before.", n, n=filters.digits(n)))
        return _address(asked)

    return admin_pages.submit(do, lambda form: _page(caller, asked, form))


def _chosen(caller: Caller, half: Half, text: str) -> Chosen:
    source, item_id, turn = text.split(":")
    item = item_of(caller, half, source, int(item_id))
    subject = item.coding.category_id if item.coding is not None else item.category_id
    return Chosen(source, item.id, int(turn) if turn else None, subject)


def _page(caller: Caller, half: Half, form: FilledForm) -> str:
    session, wanted = db.session(), _wanted()
    items = queries.items_in(session, caller.office_id, half.days, sees_comments(caller), wanted, batches.MOST)
    last = queries.last_batch(session, caller.office_id, half.code, caller.person_id or 0)
    settings = settings_of(caller)
    names = {row.id: filters.named(row.name) for row in settings.categories.values()}
    return admin_pages.render(
        "coding/several.html",
        half=half,
        title=short_period("half", half.code),
        form=form,
        items=[_shown(item, names) for item in items],
        is_cut=len(items) == batches.MOST,
        wanted=wanted,
        subjects=list(names.items()),
        axes=labels.choices(),
        last=last,
        last_items=len(json.loads(last.before)) if last is not None else 0,
        action=_address(half),
    )


def _shown(item: Item, names: dict[int, str]) -> dict[str, Any]:
    code = item.coding
    subject = code.category_id if code is not None else item.category_id
    return {
        "value": f"{item.source}:{item.id}:{code.turn if code is not None else ''}",
        "text": item.text or gettext("The text has been erased by rule."),
        "about": f"{labels.fact(item.source, item.fact)} · {filters.short_date(jalali.gregorian(item.day))}",
        "subject": names.get(subject or 0, gettext("No subject")),
        "cause": labels.cause(code.cause) if code is not None else "",
    }


def _wanted() -> Wanted:
    """The list that the address asks for; what it does not understand is left out."""
    state = request.args.get("state", "")
    subject = persian.ascii_digits(request.args.get("about", "")[:9])
    words = persian.clean(request.args.get("q", "")[:LONGEST_WORDS])
    category = int(subject) if subject.isascii() and subject.isdigit() else None
    return Wanted(state if state in STATES else "open", category, words)


def _address(half: Half) -> str:
    """The same list again."""
    wanted = _wanted()
    narrowed: dict[str, Any] = {"state": wanted.state if wanted.state != "open" else None, "about": wanted.category_id,
                "q": wanted.words or None}  # fmt: skip
    return url_for("coding_several.show", half=str(half), **narrowed)
