"""Pages of admins and supervisors: times and days; the appointments of a day and who did not come."""

from datetime import date, timedelta

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.appointments import queries
from deskq.appointments.forms import RestoreForm, TermsForm, TimesForm, WithdrawalForm
from deskq.appointments.service import schedule
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.office import admin_pages, config_cache
from deskq.office.admin.date_range_forms import WEEKDAYS
from deskq.office.admin.row_forms import clock_text
from deskq.office.admin_pages import FilledForm
from deskq.web import filters, i18n
from deskq.web.forms import read_page

blueprint = Blueprint("manage_appointments", __name__, url_prefix="/manage/appointments")
ACT = "appointments.manage"
MONTH = timedelta(30)
STATE_WORDS = {
    "pending": Name("در انتظار تأیید با کد", "waiting for the code"),
    "booked": Name("در انتظار", "expected"),
    "arrived": Name("آمده", "came"),
    "missed": Name("نیامده", "did not come"),
    "void": Name("دیر آمده", "late"),
    "cancelled": Name("لغو شده", "cancelled"),
    "withdrawn": Name("لغو از سوی اداره", "cancelled by the office"),
    "released": Name("تأییدنشده", "not confirmed"),
}


@blueprint.get("")
def index() -> str:
    """The day in the address, or today."""
    identity.require("appointments.see")
    return _page()


@blueprint.post("/terms")
def save_terms() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(TermsForm, request.form)
        with admin_pages.editing(caller, lambda: _stored_terms(caller.office_id)):
            saved = schedule.save_terms(caller.office_id, caller.by, form.model_dump())
        admin_pages.done(
            gettext("Online appointments switched on.") if saved.open else gettext("Online appointments switched off.")
        )
        return url_for("manage_appointments.index")

    return admin_pages.submit(do, lambda form: _page(terms=form))


@blueprint.post("/times")
def open_times() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(TimesForm, request.form)
        fields = form.model_dump() | {"weekdays": "".join(map(str, sorted(set(form.weekdays))))}
        schedule.open_times(caller.office_id, caller.by, fields)
        admin_pages.done(gettext("Times opened."))
        return url_for("manage_appointments.index")

    return admin_pages.submit(do, lambda form: _page(times=form))


@blueprint.post("/times/<int:row_id>/removal")
def close_times(row_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        schedule.close_times(caller.office_id, caller.by, row_id)
        admin_pages.done(gettext("These times are no longer offered. Booked appointments stay valid."))
        return url_for("manage_appointments.index")

    return admin_pages.submit(do, lambda form: _page(times=form))


@blueprint.post("/withdrawal")
def withdraw_day() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(WithdrawalForm, request.form)
        reason = (form.reason_fa, form.reason_en)
        found = schedule.withdraw_day(caller.office_id, caller.by, form.day, reason)
        day = jalali.written_date(form.day, i18n.language())
        admin_pages.done(
            gettext(
                "%(day)s is cancelled. Affected visitors: %(n)s. They see it on their page.", day=day, n=_n(len(found))
            )
        )
        return url_for("manage_appointments.index", day=filters.short_date(form.day))

    return admin_pages.submit(do, lambda form: _page(withdrawal=form))


@blueprint.post("/restoration")
def restore_day() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(RestoreForm, request.form)
        schedule.restore_day(caller.office_id, caller.by, form.day)
        day = jalali.written_date(form.day, i18n.language())
        admin_pages.done(gettext("Times on %(day)s are offered again.", day=day))
        return url_for("manage_appointments.index", day=filters.short_date(form.day))

    return admin_pages.submit(do, lambda form: _page(withdrawal=form))


def _n(count: int) -> str:
    return filters.digits(count)


def _page(
    terms: FilledForm | None = None, times: FilledForm | None = None, withdrawal: FilledForm | None = None
) -> str:
    caller = identity.require("appointments.see")
    session, today = db.session(), clock.today()
    day = _requested_day(today)
    about, number = config_cache.of(session, caller.office_id), jalali.day_number(day)
    policy = queries.policy(session, caller.office_id)
    first = jalali.day_number(today - MONTH)
    return admin_pages.render(
        "manage/appointments.html",
        about=about,
        policy=policy,
        terms=terms or _stored_terms(caller.office_id),
        times=times or admin_pages.filled(_usual(today)),
        withdrawal=withdrawal or admin_pages.filled({"day": jalali.short_date(day)}),
        plans=queries.plans(session, caller.office_id, today),
        withdrawn=queries.withdrawn(session, caller.office_id, today),
        day=day,
        rows=[row for row in queries.of_day(session, caller.office_id, number) if row.state != "released"],
        counts=queries.counts(session, caller.office_id, number, number),
        month=queries.counts(session, caller.office_id, first, jalali.day_number(today)),
        states=STATE_WORDS,
        weekdays=WEEKDAYS,
        written=lambda day: jalali.written_date(day, i18n.language()),
        short=filters.short_date,
        clock_text=lambda minutes: filters.digits(clock_text(minutes)),
        step=timedelta(1),
    )


def _stored_terms(office_id: int) -> FilledForm:
    policy = queries.policy(db.session(), office_id)
    return admin_pages.stored({name: getattr(policy, name) for name in queries.DEFAULTS})


def _requested_day(today: date) -> date:
    try:
        return jalali.parse(request.args.get("day", ""))
    except ValueError:
        return today


def _usual(today: date) -> dict[str, object]:
    return {
        "first_day": jalali.short_date(today),
        "last_day": jalali.short_date(today + MONTH),
        "weekdays": list(range(5)),
        "opens": "8:00",
        "closes": "13:00",
        "slot_minutes": 15,
        "capacity": 1,
    }
