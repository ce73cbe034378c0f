"""Pages of coding: the overview of a half-year, one item after another, and the second reading."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.coding import counts, proposals, queries, service
from deskq.coding.forms import CodeForm
from deskq.coding.queries import Item
from deskq.coding.rules.agreement import sample_size
from deskq.coding.rules.codes import COMMENT, NOT_CODED
from deskq.coding.service import Code, Coder
from deskq.coding.views import labels
from deskq.coding.views.addresses import half_of
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import half_years, jalali
from deskq.core.text.half_years import Half
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import MessageSettings
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings.labels import count, percent, short_period
from deskq.reports.period.queries import today
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("coding", __name__, url_prefix="/manage/coding")
CODE, COMMENTS = "half_year.code", "ratings.words"


@blueprint.get("")
def start() -> Response:
    """The half-year to code now: the last finished one if it has items that are not coded, otherwise the current
    one."""
    caller = identity.require(CODE)
    running = half_years.containing(today(db.session(), caller.office_id))
    last = counts.counted(db.session(), caller.office_id, running.before.days)
    left = any(row.cause == NOT_CODED for row in last)
    return redirect(url_for("coding.overview", half=str(running.before if left else running)), 303)


@blueprint.get("/<half>")
def overview(half: str) -> str:
    """Progress of coding, precision of proposals, and agreement of two readers."""
    caller = identity.require(CODE)
    return _overview(caller, half_of(caller, half))


def _overview(caller: Caller, half: Half, form: FilledForm | None = None) -> str:
    session, settings = db.session(), settings_of(caller)
    table = counts.counted(session, caller.office_id, half.days)
    open_items = dict.fromkeys(("message", COMMENT), 0)
    for row in table:
        open_items[row.source] += row.items if row.cause == NOT_CODED else 0
    rows = queries.codings(session, caller.office_id, half.code)
    models = proposals.proposed(session, caller.office_id, None, _codes(settings))
    return admin_pages.render(
        "coding/overview.html",
        form=form or FilledForm(),
        half=half,
        title=short_period("half", half.code),
        total=sum(row.items for row in table),
        open_items=open_items,
        sees_comments=sees_comments(caller),
        accepted=[sum(row.accepted is True for row in rows), sum(row.accepted is not None for row in rows)],
        sampled=sum(row.sampled for row in rows),
        wanted=sample_size(len(rows)),
        read=[row for row in rows if row.second_cause is not None],
        differing=[row for row in rows if row.second_cause not in (None, row.first_cause)],
        reading=queries.reading(session, caller.office_id, half),
        trial=models.causes.trial,
        cause_name=labels.cause,
        count=count,
        percent=percent,
        hundredth=lambda number: filters.digits(round(number, 2)),
    )


@blueprint.get("/<half>/next")
def next_item(half: str) -> Response:
    """The next item that is not coded, or the overview if there is none."""
    caller = identity.require(CODE)
    asked = half_of(caller, half)
    from_end = (caller.person_id or 0) % 2 == 1
    found = queries.next_item(db.session(), caller.office_id, asked.days, sees_comments(caller), from_end)
    if found is None:
        admin_pages.done(gettext("Everything that you may read is coded."))
        return redirect(url_for("coding.overview", half=str(asked)), 303)
    return redirect(_address(asked, found.source, found.id), 303)


@blueprint.get("/<half>/<any(message, comment):source>/<int:item_id>")
def show(half: str, source: str, item_id: int) -> str:
    caller = identity.require(CODE)
    asked = half_of(caller, half)
    return _item_page(caller, asked, item_of(caller, asked, source, item_id))


@blueprint.post("/<half>/<any(message, comment):source>/<int:item_id>")
def code(half: str, source: str, item_id: int) -> PageResponse:
    caller = identity.require(CODE)
    asked = half_of(caller, half)
    item_of(caller, asked, source, item_id)

    def do() -> str:
        form = read_page(CodeForm, request.form)
        accepted = form.cause == form.proposed if form.proposed else None
        given = Code(form.category_id, form.cause, form.turn, accepted)
        service.code(coder_of(caller), asked.code, source, item_id, given)
        admin_pages.done(gettext("Coded: %(cause)s.", cause=labels.cause(form.cause)))
        return url_for("coding.next_item", half=str(asked))

    return admin_pages.submit(do, lambda form: _item_page(caller, asked, item_of(caller, asked, source, item_id), form))


@blueprint.post("/<half>/sample")
def draw_sample(half: str) -> PageResponse:
    caller = identity.require(CODE)
    asked = half_of(caller, half)

    def do() -> str:
        drawn = service.draw_sample(caller.office_id, caller.by, asked.code)
        admin_pages.done(
            ngettext("%(n)s more item was drawn.", "%(n)s more items were drawn.", drawn, n=filters.digits(drawn))
        )
        return url_for("coding.overview", half=str(asked))

    return admin_pages.submit(do, partial(_overview, caller, asked))


@blueprint.get("/<half>/second")
def second(half: str) -> str | Response:
    """The next item of the sample that another person coded, without its code."""
    caller = identity.require(CODE)
    asked = half_of(caller, half)
    row = queries.next_to_read_again(
        db.session(), caller.office_id, asked.code, caller.person_id or 0, sees_comments(caller)
    )
    if row is None:
        admin_pages.done(gettext("There is nothing left for you to read a second time."))
        return redirect(url_for("coding.overview", half=str(asked)), 303)
    return _second_page(caller, asked, row.id)


@blueprint.post("/<half>/second/<int:coding_id>")
def read_again(half: str, coding_id: int) -> PageResponse:
    caller = identity.require(CODE)
    asked = half_of(caller, half)

    def do() -> str:
        form = read_page(CodeForm, request.form)
        service.read_again(coder_of(caller), coding_id, Code(form.category_id, form.cause))
        return url_for("coding.second", half=str(asked))

    return admin_pages.submit(do, lambda form: _second_page(caller, asked, coding_id, form))


def _item_page(caller: Caller, half: Half, item: Item, form: FilledForm | None = None) -> str:
    """If another person has coded the item meanwhile, the page shows that code, and the form carries its revision."""
    settings = settings_of(caller)
    proposed = proposals.proposed(db.session(), caller.office_id, item, _codes(settings))
    coded = item.coding
    last = queries.coded_last(db.session(), caller.office_id, half.code, caller.person_id or 0, sees_comments(caller))
    by_code = {category.code: category.id for category in settings.categories.values()}
    start = {
        "category_id": coded.category_id if coded else item.category_id
        or (by_code[proposed.subject.code] if proposed.subject else ""),
        "cause": coded.cause if coded else proposed.cause.code if proposed.cause else item.unit_cause or "",
    }  # fmt: skip
    return admin_pages.render(
        "coding/item.html",
        half=half,
        title=short_period("half", half.code),
        item=item,
        proposed=proposed,
        coded=coded,
        last=last if last is not coded else None,
        form=form or admin_pages.filled(start),
        action=_address(half, item.source, item.id),
        **_choices(settings, item),
    )


def _second_page(caller: Caller, half: Half, coding_id: int, form: FilledForm | None = None) -> str:
    row = queries.coding(db.session(), caller.office_id, coding_id)
    if row is None or not row.sampled:
        raise NotFound
    item = item_of(caller, half, row.source, row.item_id)
    return admin_pages.render(
        "coding/item.html",
        half=half,
        title=short_period("half", half.code),
        item=item._replace(coding=None, category_id=None, unit_cause=None),
        proposed=None,
        coded=None,
        last=None,
        form=form or FilledForm(),
        action=url_for("coding.read_again", half=str(half), coding_id=coding_id),
        **_choices(settings_of(caller), item),
    )


def _choices(settings: MessageSettings, item: Item) -> dict[str, Any]:
    return {
        "subjects": [(row.id, filters.named(row.name)) for row in settings.categories.values()],
        "axes": labels.choices(),
        "cause_name": labels.cause,
        "fact": labels.fact(item.source, item.fact),
        "words_of": labels.words,
        "day": filters.short_date(jalali.gregorian(item.day)),
        "percent": percent,
    }


def item_of(caller: Caller, half: Half, source: str, item_id: int) -> Item:
    """An item of the half-year that the caller may read; comments of ratings are for the inspectorate."""
    if source == COMMENT:
        permissions.check(caller.role, COMMENTS)
    found = queries.item(db.session(), caller.office_id, source, item_id)
    if found is None or not half.days[0] <= found.day <= half.days[1]:
        raise NotFound
    return found


def settings_of(caller: Caller) -> MessageSettings:
    return settings_queries.load_settings(db.session(), caller.office_id)


def _codes(settings: MessageSettings) -> Mapping[int, str]:
    return {row.id: row.code for row in settings.categories.values()}


def sees_comments(caller: Caller) -> bool:
    return permissions.may(caller.role, COMMENTS)


def coder_of(caller: Caller) -> Coder:
    return Coder(caller.office_id, caller.by, caller.person_id or 0)


def _address(half: Half, source: str, item_id: int) -> str:
    return url_for("coding.show", half=str(half), source=source, item_id=item_id)
