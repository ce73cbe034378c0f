"""When the office is open: hours by season, days that differ, and the next two weeks as they will be."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import clock, identity, managing, persian, web
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.office import catalogue, editing, periods, rules
from deskq.office.catalogue import Catalogue
from deskq.office.forms import OpeningForm, RemovalForm, SpecialForm
from deskq.office.manage.columns import clock_text
from deskq.office.models import Opening, SpecialDay
from deskq.office.periods import FOREVER, Hours

blueprint = Blueprint("manage_calendar", __name__, url_prefix="/manage/calendar")
PREVIEW = 14


@blueprint.get("")
def index() -> str:
    """Either form may come filled in from the address: after a deletion, to put back what was deleted."""
    asked = Filled(request.args.copy())
    return _page(
        weekly=asked if "valid_from" in request.args else None, special=asked if "day" in request.args else None
    )


@blueprint.post("/openings")
def create_opening() -> Response | tuple[str, int]:
    caller = identity.require("calendar.manage")

    def do() -> str:
        form = read_page(OpeningForm, request.form)
        hours = Hours(form.service_id, form.opens, form.closes, form.valid_from, form.valid_until or FOREVER)
        editing.add_opening(caller.office_id, caller.by, hours, form.weekdays, form.replaces)
        managing.done(gettext("The hours stand in the calendar."))
        return url_for("manage_calendar.index")

    return managing.submit(do, lambda form: _page(weekly=form))


@blueprint.post("/openings/removal")
def delete_openings() -> Response | tuple[str, int]:
    caller = identity.require("calendar.manage")

    def do() -> str:
        form = read_page(RemovalForm, request.form)
        gone = editing.delete_openings(caller.office_id, caller.by, form.rows)
        managing.done(gettext("The hours are deleted. To put them back, press “Add the hours” below."))
        return url_for("manage_calendar.index", **_opening_values(gone))

    return managing.submit(do, lambda form: _page(weekly=form))


@blueprint.post("/days")
def create_special() -> Response | tuple[str, int]:
    caller = identity.require("calendar.manage")

    def do() -> str:
        form = read_page(SpecialForm, request.form)
        reason = (form.reason_fa, form.reason_en)
        row = editing.add_special(caller.office_id, caller.by, form.day, form.opens, form.closes, reason)
        managing.done(gettext("%(day)s stands in the calendar.", day=persian.written_date(row.day, web.language())))
        return url_for("manage_calendar.index")

    return managing.submit(do, lambda form: _page(special=form))


@blueprint.post("/days/<int:row_id>/removal")
def delete_special(row_id: int) -> Response | tuple[str, int]:
    caller = identity.require("calendar.manage")

    def do() -> str:
        row = editing.delete_special(caller.office_id, caller.by, row_id)
        day = persian.written_date(row.day, web.language())
        managing.done(gettext("%(day)s is deleted. To put it back, press “Add the day” below.", day=day))
        return url_for("manage_calendar.index", **_special_values(row))

    return managing.submit(do, lambda form: _page(special=form))


def _page(weekly: Filled | None = None, special: Filled | None = None) -> str:
    caller = identity.require("calendar.manage")
    about = catalogue.of(db.session(), caller.office_id)
    today = clock.now().astimezone(clock.zone()).date()

    def doors(moment: datetime) -> rules.Hours:
        return rules.hours(moment, clock.zone(), about.weekly, about.special)

    start = {"valid_from": web.digits(persian.short_date(today)), "weekdays": list(range(5)), "replaces": True}
    return managing.draw(
        "manage/calendar.html",
        weekly=weekly or managing.filled(start),
        special=special or Filled(),
        seasons=_seasons(about, today),
        days=sorted((row for row in about.special.values() if row.day >= today), key=lambda row: row.day),
        preview=periods.ahead(doors, [today + timedelta(n) for n in range(PREVIEW)], clock.zone()),
        about=about,
        weekdays=WEEKDAYS,
        forever=FOREVER,
        today=today,
        written=lambda day: persian.written_date(day, web.language()),
        short=lambda day: web.digits(persian.short_date(day)),
        clock_text=lambda minutes: web.digits(clock_text(minutes)),
    )


WEEKDAYS = (
    persian.Name("شنبه", "Saturday"),
    persian.Name("یکشنبه", "Sunday"),
    persian.Name("دوشنبه", "Monday"),
    persian.Name("سه‌شنبه", "Tuesday"),
    persian.Name("چهارشنبه", "Wednesday"),
    persian.Name("پنجشنبه", "Thursday"),
    persian.Name("جمعه", "Friday"),
)


def _seasons(about: Catalogue, today: date) -> list[tuple[Hours, list[Opening]]]:
    """Rows that differ only in the day of the week, together; those of the office first, what is over left out."""
    found: dict[Hours, list[Opening]] = {}
    for row in about.weekly:
        if row.valid_until >= today:
            hours = Hours(row.service_id, row.opens, row.closes, row.valid_from, row.valid_until)
            found.setdefault(hours, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.weekday)
    return sorted(found.items(), key=lambda pair: (pair[0].service_id or 0, pair[0].valid_from, pair[0].opens))


def _opening_values(rows: list[Opening]) -> dict[str, Any]:
    row = rows[0]
    until = "" if row.valid_until == FOREVER else persian.short_date(row.valid_until)
    return {
        "service_id": row.service_id or "",
        "weekdays": [row.weekday for row in rows],
        "opens": clock_text(row.opens),
        "closes": clock_text(row.closes),
        "valid_from": persian.short_date(row.valid_from),
        "valid_until": until,
    }


def _special_values(row: SpecialDay) -> dict[str, Any]:
    hours = {"opens": row.opens, "closes": row.closes}
    times = {name: clock_text(minutes) for name, minutes in hours.items() if minutes is not None}
    return {"day": persian.short_date(row.day), **times, "reason_fa": row.reason_fa, "reason_en": row.reason_en}
