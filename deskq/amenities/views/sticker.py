"""/a/<code>: the page of a sticker, for everybody. One press says that something is broken; no name, no account."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.amenities import names, team
from deskq.amenities.forms import ReportForm
from deskq.amenities.models import Amenity
from deskq.amenities.queries import faults, objects
from deskq.amenities.queries.faults import Fault
from deskq.amenities.rules import codes
from deskq.amenities.rules.kinds import PROBLEMS
from deskq.amenities.service import repairs, reports
from deskq.amenities.views.access import checker_of, require_checker
from deskq.core import actors, clock
from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.extensions import db, limiter
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.web.forms import read_page

blueprint = Blueprint("sticker", __name__, url_prefix="/a")
#: Many phones of a hall share one address; a sticker is pressed by few.
READS = "300 per minute"
BY_ADDRESS = "30 per minute; 120 per hour"
BY_CODE = "6 per minute; 60 per hour"
#: A repair is shown for so long on the page of the sticker.
SHOWN = timedelta(days=7)


class NoSuchSticker(NotFound):
    title = N_("We know no sticker with this code. Please tell the information desk.")


class AmenityRetired(DomainError):
    slug, status = "amenity-retired", 410
    title = N_("This is no longer in our list. Please tell the information desk.")


@blueprint.get("/<code>")
@limiter.limit(READS)
def show(code: str) -> str:
    return _page(find(code), FilledForm())


@blueprint.post("/<code>")
@limiter.limit(BY_CODE, key_func=limit_keys.secret)
@limiter.limit(BY_ADDRESS)
def report(code: str) -> PageResponse:
    row = find(code)

    def do() -> str:
        said = read_page(ReportForm, request.form)
        who = checker_of(row.office_id)
        reports.report(row.office_id, who.by if who else actors.VISITOR, row.id, said.what, said.words)
        return url_for("sticker.thanks", code=row.code)

    return admin_pages.submit(do, partial(_page, row))


@blueprint.get("/<code>/thanks")
@limiter.limit(READS)
def thanks(code: str) -> str:
    row = find(code)
    return _render("amenities/thanks.html", row, fault=_last_fault(row))


@blueprint.post("/<code>/works")
@limiter.limit(BY_CODE, key_func=limit_keys.secret)
def works(code: str) -> Response:
    """ "It works again", for those who make the round."""
    row = find(code)
    who = require_checker()
    if who.office_id != row.office_id:
        raise NoSuchSticker
    repairs.works_again(who, row.id)
    return redirect(url_for("sticker.thanks", code=row.code), 303)


def find(code: str) -> Amenity:
    """``NoSuchSticker``, ``AmenityRetired``."""
    row = objects.by_code(db.session(), codes.normal(code)) if codes.normal(code) else None
    if row is None:
        raise NoSuchSticker
    if row.retired_day is not None:
        raise AmenityRetired
    return row


def office_of(arguments: Mapping[str, Any]) -> int | None:
    """The office of a sticker, for an address without one."""
    row = objects.by_code(db.session(), codes.normal(str(arguments.get("code", ""))))
    return row.office_id if row is not None else None


def _page(row: Amenity, form: FilledForm) -> str:
    fault = _last_fault(row)
    if fault is not None and fault.row.repaired_at is not None and clock.now() - fault.row.repaired_at >= SHOWN:
        fault = None
    problems = [(code, PROBLEMS[code]) for code in row.of_kind.problems]
    return _render("amenities/sticker.html", row, fault=fault, problems=problems, form=form)


def _last_fault(row: Amenity) -> Fault | None:
    return faults.last_fault(db.session(), row, team.settings(db.session(), row.office_id))


def _render(template: str, row: Amenity, **shown: Any) -> str:
    return render_template(
        template,
        office=config_cache.of(db.session(), row.office_id).office.name,
        row=row,
        place=names.place(db.session(), row.office_id, row),
        is_staff=checker_of(row.office_id) is not None,
        now=clock.now(),
        **shown,
    )
