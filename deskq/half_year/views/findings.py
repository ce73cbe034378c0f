"""Staff pages of findings: write one, with the figures and items on which it rests."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.coding.queries import Item
from deskq.coding.views import labels as coding_labels
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.half_year.forms import FindingForm
from deskq.half_year.queries import figures as figure_queries
from deskq.half_year.queries import findings as queries
from deskq.half_year.queries import reports
from deskq.half_year.queries.findings import Written
from deskq.half_year.rules import findings as rules
from deskq.half_year.rules.findings import CAUSE, SUBJECT, Source
from deskq.half_year.service import findings as service
from deskq.half_year.service.findings import FindingInput
from deskq.half_year.views import labels
from deskq.half_year.views.addresses import half_of
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.office.sent_forms import once
from deskq.ratings.labels import count
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("manage_findings", __name__, url_prefix="/manage/half-year")
WRITE, COMMENTS = "half_year.write", "ratings.words"


@blueprint.get("/<half>/findings/new")
def new(half: str) -> str:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)
    rules.check_may_change(reports.versions(db.session(), caller.office_id, asked))
    return _page(caller, asked, None)


@blueprint.post("/<half>/findings")
def create(half: str) -> PageResponse:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)

    def do() -> str:
        given = _given()
        once(caller, lambda: str(service.write(caller.office_id, caller.by, asked, None, given).id))
        admin_pages.done(gettext("Saved."))
        return _address(asked)

    return admin_pages.submit(do, partial(_page, caller, asked, None))


@blueprint.get("/findings/<int:finding_id>")
def edit(finding_id: int) -> str:
    caller = identity.require(WRITE)
    written = _written(caller, finding_id)
    return _page(caller, Half(written.row.half), written)


@blueprint.post("/findings/<int:finding_id>")
def save(finding_id: int) -> PageResponse:
    caller = identity.require(WRITE)
    half = Half(_written(caller, finding_id).row.half)

    def do() -> str:
        given = _given()
        with admin_pages.editing(caller, lambda: _stored(caller, _written(caller, finding_id))):
            sources = [*given.sources, *_unseen(caller, _written(caller, finding_id))]
            kept = FindingInput(given.text_fa, given.text_en, sources)
            service.write(caller.office_id, caller.by, half, finding_id, kept)
        admin_pages.done(gettext("Saved."))
        return _address(half)

    return admin_pages.submit(do, lambda form: _page(caller, half, _written(caller, finding_id), form))


@blueprint.post("/findings/<int:finding_id>/removal")
def remove(finding_id: int) -> PageResponse:
    caller = identity.require(WRITE)
    half = Half(_written(caller, finding_id).row.half)

    def do() -> str:
        service.remove(caller.office_id, caller.by, finding_id)
        admin_pages.done(gettext("Removed."))
        return _address(half)

    return admin_pages.submit(do, lambda form: _page(caller, half, _written(caller, finding_id), form))


def _given() -> FindingInput:
    form = read_page(FindingForm, request.form)
    return FindingInput(form.text_fa, form.text_en, rules.sources_of(form.sources))


def _page(caller: Caller, half: Half, written: Written | None, form: FilledForm | None = None) -> str:
    session = db.session()
    items = queries.coded_items(session, caller.office_id, half, _sees_comments(caller))
    subjects = figure_queries.subject_names(session, caller.office_id)
    return admin_pages.render(
        "half_year/finding.html",
        half=half,
        title=labels.title(half),
        row=written.row if written is not None else None,
        form=form or (_stored(caller, written) if written is not None else FilledForm()),
        figures=_figures(caller, half, subjects),
        groups=_by_subject(items, subjects),
        is_cut=len(items) == queries.MOST_ITEMS,
        count=count,
        back=_address(half),
    )


def _figures(
    caller: Caller, half: Half, subjects: Mapping[int | None, Mapping[str, Any]]
) -> list[tuple[str, str, str, int]]:
    """(kind, value of the box, name, items) of each figure that occurs."""
    present = queries.present_figures(db.session(), caller.office_id, half)
    names = {row["code"]: labels.both(row) for row in subjects.values()}
    rows = [(SUBJECT, code, names.get(code, code), items) for code, items in present[SUBJECT].items()]
    rows += [(CAUSE, code, coding_labels.cause(code), items) for code, items in present[CAUSE].items()]
    return [(kind, str(Source(kind, code, None)), name, items) for kind, code, name, items in rows]


def _by_subject(
    items: list[Item], subjects: Mapping[int | None, Mapping[str, Any]]
) -> list[tuple[str, list[dict[str, str]]]]:
    """(name of a subject, its items as the form shows them), the subject with the most items first."""
    groups: dict[Any, list[dict[str, str]]] = {}
    for item in items:
        code = item.coding
        subject = code.category_id if code is not None else None
        groups.setdefault(subject if subject in subjects else None, []).append(
            {
                "value": str(Source(item.source, "", item.id)),
                "text": item.text or gettext("The text has been erased by rule."),
                "about": f"{coding_labels.fact(item.source, item.fact)} · {_day(item)}",
                "cause": coding_labels.cause(code.cause) if code is not None else "",
            }
        )
    named = [(labels.both(subjects[subject]), rows) for subject, rows in groups.items()]
    return sorted(named, key=lambda group: -len(group[1]))


def _day(item: Item) -> str:
    return filters.short_date(jalali.gregorian(item.day))


def _stored(caller: Caller, written: Written) -> FilledForm:
    unseen = _unseen(caller, written)
    shown = [str(source) for source in written.sources if source not in unseen]
    return admin_pages.stored({"text_fa": written.row.text_fa, "text_en": written.row.text_en, "sources": shown})


def _unseen(caller: Caller, written: Written) -> list[Source]:
    """Sources that this person's form does not show: comments of ratings, and items behind the last one it offers."""
    offered = queries.coded_items(db.session(), caller.office_id, Half(written.row.half), _sees_comments(caller))
    shown = {(item.source, item.id) for item in offered}
    return [source for source in written.items if (source.kind, source.item_id) not in shown]


def _sees_comments(caller: Caller) -> bool:
    return permissions.may(caller.role, COMMENTS)


def _written(caller: Caller, finding_id: int) -> Written:
    written = queries.finding(db.session(), caller.office_id, finding_id)
    if written is None:
        raise NotFound
    return written


def _address(half: Half) -> str:
    return url_for("manage_half_year.show", half=str(half))
