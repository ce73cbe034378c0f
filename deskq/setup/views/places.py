"""The steps of hours, services and counters."""

from flask import request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import admin_pages, config_cache, holidays, service_templates
from deskq.office.admin.date_range_forms import WEEKDAYS
from deskq.office.admin.row_forms import clock_text
from deskq.office.admin_pages import FilledForm
from deskq.office.config_cache import OfficeConfig
from deskq.office.date_ranges import FOREVER, Hours
from deskq.office.service import from_template, week
from deskq.setup.forms import CountersForm, TemplatesForm, WeekForm
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.web import filters, i18n
from deskq.web.forms import read_page

PageResponse = Response | tuple[str, int]
HALL = {"room_fa": "سالن میز خدمت", "room_en": "Service hall", "floor_fa": "طبقهٔ همکف", "floor_en": "Ground floor"}


def _about() -> OfficeConfig:
    return config_cache.of(db.session(), wizard.caller().office_id)


@blueprint.get("/hours")
def hours() -> str:
    return _hours(_week())


@blueprint.post("/hours")
def save_hours() -> PageResponse:
    caller = wizard.caller()

    def do() -> str:
        form = read_page(WeekForm, request.form)
        chosen = set(form.holidays)
        days = [(day, name) for day, name in holidays.coming(clock.today()) if day.isoformat() in chosen]
        with admin_pages.editing(caller, _week):
            span = Hours(None, form.opens, form.closes, clock.today())
            week.set_week(caller.office_id, caller.by, span, form.weekdays, days)
        admin_pages.done(gettext("Hours saved."))
        return url_for("manage_setup.services")

    return admin_pages.submit(do, _hours)


def _week() -> FilledForm:
    """The stored weekly hours. In an office without special days every coming holiday is ticked."""
    about = _about()
    rows = [row for row in about.weekly if row.service_id is None]
    offered = [day.isoformat() for day, _ in holidays.coming(clock.today())]
    return admin_pages.stored(
        {
            "weekdays": sorted({row.weekday for row in rows}),
            "opens": clock_text(rows[0].opens) if rows else "7:00",
            "closes": clock_text(rows[0].closes) if rows else "14:15",
            "holidays": [] if about.special else offered,
        },
        [(row.weekday, row.opens, row.closes, row.valid_from, row.valid_until) for row in rows],
    )


def _hours(form: FilledForm) -> str:
    about = _about()
    rows = [row for row in about.weekly if row.service_id is None]
    alike = len({(row.opens, row.closes) for row in rows}) <= 1 and all(row.valid_until == FOREVER for row in rows)
    coming = [(day, jalali.written_date(day, i18n.language()), name) for day, name in holidays.coming(clock.today())]
    return wizard.page("hours", "setup/hours.html", form=form, alike=alike, weekdays=WEEKDAYS, coming=coming)


@blueprint.get("/services")
def services() -> str:
    return _services(FilledForm())


@blueprint.post("/services")
def add_services() -> PageResponse:
    caller = wizard.caller()

    def do() -> str:
        form = read_page(TemplatesForm, request.form)
        made = from_template.add_services(caller.office_id, caller.by, form.services)
        number = len(made)
        said = ngettext(
            "%(count)s service was added.", "%(count)s services were added.", number, count=filters.digits(number)
        )
        admin_pages.done(said)
        return url_for("manage_setup.counters")

    return admin_pages.submit(do, _services)


def _services(form: FilledForm) -> str:
    about = _about()
    there = {row.code for row in about.services.values()}
    groups = [
        (group, [item for item in service_templates.SERVICES if item.group == place])
        for place, group in enumerate(service_templates.GROUPS)
    ]
    return wizard.page("services", "setup/services.html", form=form, groups=groups, there=there)


@blueprint.get("/counters")
def counters() -> str:
    about = _about()
    last = max((row.number for row in about.counters.values()), default=0)
    values = {"number": last + 1, "count": 1, "arrow": "ahead", "services": list(about.services), **HALL}
    if about.counters:
        place = list(about.counters.values())[-1]
        values |= {column: getattr(place, column) for column in HALL}
    return _counters(admin_pages.filled(values))


@blueprint.post("/counters")
def add_counters() -> PageResponse:
    caller = wizard.caller()

    def do() -> str:
        form = read_page(CountersForm, request.form)
        numbers = range(form.number, form.number + form.count)
        place = form.model_dump(exclude={"number", "count", "services"})
        made = from_template.add_counters(caller.office_id, caller.by, numbers, place, form.services)
        number = len(made)
        said = ngettext(
            "%(count)s counter was added.", "%(count)s counters were added.", number, count=filters.digits(number)
        )
        admin_pages.done(said)
        return url_for("manage_setup.counters")

    return admin_pages.submit(do, _counters)


def _counters(form: FilledForm) -> str:
    return wizard.page("counters", "setup/counters.html", form=form)
