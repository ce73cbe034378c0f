"""Admin page of the calendar: weekly hours by season, special days, and a preview of the next two weeks."""

from contextlib import nullcontext
from datetime import date, datetime, timedelta

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import admin_pages, config_cache, date_ranges, rules
from deskq.office.admin import date_range_forms
from deskq.office.admin.row_forms import clock_text, of_office
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.office.date_ranges import FOREVER, Hours
from deskq.office.forms import ChangedOpeningForm, OpeningForm, RowsForm, SpecialForm
from deskq.office.models import Opening
from deskq.office.service import calendar, days
from deskq.web import filters, i18n
from deskq.web.forms import REVISION, read_page

blueprint = Blueprint("manage_calendar", __name__, url_prefix="/manage/calendar")
ACT, LIST = "calendar.manage", "manage_calendar.index"
PREVIEW = 14
PageResponse = Response | tuple[str, int]


@blueprint.get("")
def index() -> str:
    """Query parameters fill in either form: after a deletion they restore what was deleted."""
    given = FilledForm(request.args.copy())
    return _page(
        weekly=given if "valid_from" in request.args else None, special=given if "day" in request.args else None
    )


@blueprint.post("/openings")
def create_opening() -> PageResponse:
    def do(caller: Caller) -> None:
        form = read_page(OpeningForm, request.form)
        calendar.add_opening(caller.office_id, caller.by, _hours(form), form.weekdays, form.replaces)
        admin_pages.done(gettext("Hours added to the calendar."))

    return admin_pages.submit_action(ACT, do, LIST, lambda form: _page(weekly=form))


@blueprint.get("/openings")
def edit_openings() -> str:
    """Change the rows named in the query together: one weekday, or several of a season."""
    named = request.args.getlist("rows")
    of_office(_openings(named) or None)
    return _opening(_stored_openings(named))


def _openings(named: list[str]) -> list[Opening]:
    return [row for row in _about().weekly if str(row.id) in named]


def _stored_openings(named: list[str]) -> FilledForm:
    rows = _openings(named) or _openings_instead()
    values = date_range_forms.opening_values(rows) if rows else dict.fromkeys(date_range_forms.OPENING_FIELDS, "")
    named = [str(row.id) for row in rows] or named
    return admin_pages.stored({**values, "rows": named}, [date_range_forms.opening_values([row]) for row in rows])


@blueprint.post("/openings/change")
def change_openings() -> PageResponse:
    def do(caller: Caller) -> None:
        form = read_page(ChangedOpeningForm, request.form)
        hours = _hours(form)
        with admin_pages.editing(caller, lambda: _stored_openings(request.form.getlist("rows"))):
            there = (
                [row.id for row in _openings(request.form.getlist("rows"))] if REVISION in request.form else form.rows
            )
            calendar.change_openings(caller.office_id, caller.by, there, hours, form.weekdays, form.replaces)
        admin_pages.done(gettext("Hours changed."))

    return admin_pages.submit_action(ACT, do, LIST, _opening)


def _openings_instead() -> list[Opening]:
    """When somebody else replaced the rows of the form that was sent: the hours now stored for its days."""
    try:
        day = jalali.parse(request.form.get("valid_from", ""))
    except ValueError:
        return []
    weekdays, service = request.form.getlist("weekdays"), request.form.get("service_id", "")
    return [
        row
        for row in _about().weekly
        if str(row.weekday) in weekdays
        and str(row.service_id or "") == service
        and row.valid_from <= day <= row.valid_until
    ]


@blueprint.post("/openings/removal")
def delete_openings() -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(RowsForm, request.form)
        gone = calendar.delete_openings(caller.office_id, caller.by, form.rows)
        admin_pages.done(gettext("Hours deleted. To add them again, press “Add hours” below."))
        return url_for(LIST, **date_range_forms.opening_values(gone))

    return admin_pages.submit(do, lambda form: _page(weekly=form))


@blueprint.post("/days")
def create_special() -> PageResponse:
    return admin_pages.submit_action(
        ACT, lambda caller: _save_special(caller, None), LIST, lambda form: _page(special=form)
    )


@blueprint.get("/days/<int:row_id>")
def edit_special(row_id: int) -> str:
    return _special(row_id, _stored_special(row_id))


def _stored_special(row_id: int) -> FilledForm:
    row = of_office(next((row for row in _about().special.values() if row.id == row_id), None))
    return admin_pages.stored({"opens": "", "closes": "", **date_range_forms.special_values(row)})


@blueprint.post("/days/<int:row_id>")
def change_special(row_id: int) -> PageResponse:
    return admin_pages.submit_action(
        ACT, lambda caller: _save_special(caller, row_id), LIST, lambda form: _special(row_id, form)
    )


@blueprint.post("/days/<int:row_id>/removal")
def delete_special(row_id: int) -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        row = days.delete_special(caller.office_id, caller.by, row_id)
        day = jalali.written_date(row.day, i18n.language())
        admin_pages.done(gettext("%(day)s deleted. To add it again, press “Add day” below.", day=day))
        return url_for(LIST, **date_range_forms.special_values(row))

    return admin_pages.submit(do, lambda form: _page(special=form))


def _hours(form: OpeningForm) -> Hours:
    return Hours(form.service_id, form.opens, form.closes, form.valid_from, form.valid_until or FOREVER)


def _save_special(caller: Caller, row_id: int | None) -> None:
    form = read_page(SpecialForm, request.form)
    reason = (form.reason_fa, form.reason_en)
    with nullcontext() if row_id is None else admin_pages.editing(caller, lambda: _stored_special(row_id)):
        row = days.save_special(caller.office_id, caller.by, row_id, form.day, form.opens, form.closes, reason)
    admin_pages.done(gettext("%(day)s added to the calendar.", day=jalali.written_date(row.day, i18n.language())))


def _about() -> OfficeConfig:
    return config_cache.of(db.session(), identity.require(ACT).office_id)


def _opening(form: FilledForm) -> str:
    return admin_pages.render("manage/opening.html", form=form, about=_about(), weekdays=date_range_forms.WEEKDAYS)


def _special(row_id: int, form: FilledForm) -> str:
    return admin_pages.render("manage/special.html", form=form, row_id=row_id)


def _page(weekly: FilledForm | None = None, special: FilledForm | None = None) -> str:
    about = _about()
    today = clock.today()

    def doors(moment: datetime) -> rules.Hours:
        return rules.hours(moment, clock.zone(), about.weekly, about.special)

    start = {"valid_from": jalali.short_date(today), "weekdays": list(range(5)), "replaces": True}
    return admin_pages.render(
        "manage/calendar.html",
        weekly=weekly or admin_pages.filled(start),
        special=special or FilledForm(),
        seasons=_seasons(about, today),
        days=sorted((row for row in about.special.values() if row.day >= today), key=lambda row: row.day),
        preview=date_ranges.ahead(doors, [today + timedelta(n) for n in range(PREVIEW)], clock.zone()),
        about=about,
        weekdays=date_range_forms.WEEKDAYS,
        forever=FOREVER,
        today=today,
        written=lambda day: jalali.written_date(day, i18n.language()),
        short=filters.short_date,
        clock_text=lambda minutes: filters.digits(clock_text(minutes)),
    )


def _seasons(about: OfficeConfig, today: date) -> list[tuple[Hours, list[Opening]]]:
    """Rows grouped by all but the weekday; the office's first, expired ones left out."""
    found: dict[Hours, list[Opening]] = {}
    for row in about.weekly:
        if row.valid_until >= today:
            hours = Hours(row.service_id, row.opens, row.closes, row.valid_from, row.valid_until)
            found.setdefault(hours, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.weekday)
    return sorted(found.items(), key=lambda pair: (pair[0].service_id or 0, pair[0].valid_from, pair[0].opens))
