"""The page of saved reports: open one, save one, delete one and restore it."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.reports.period import queries as period_queries
from deskq.reports.period.rules import MOST_DAYS, usual_division
from deskq.saved_reports import queries, words
from deskq.saved_reports.forms import FilesForm, SavedReportForm
from deskq.saved_reports.mail import outbox as mail_outbox
from deskq.saved_reports.models import SavedReport
from deskq.saved_reports.rules import KEPT, FilesNotAllowed, ReportNameTaken
from deskq.saved_reports.service import saved, sending
from deskq.saved_reports.views import fields
from deskq.sms import outbox as sms_outbox
from deskq.web.forms import read_page

blueprint = Blueprint("saved_reports", __name__, url_prefix="/manage/reports/saved")
SEE, SEE_CLERKS, SAVE, INDEX = "reports.see", "reports.clerks", "reports.save", "saved_reports.index"
FILES = "reports.files"
PAGES = {
    "visits": "manage_reports.visits", "messages": "manage_message_report.page",
    "applications": "manage_application_report.page",
}  # fmt: skip
ERROR_FIELDS: dict[type[DomainError], str] = {ReportNameTaken: "name", FilesNotAllowed: "with_file"}


@blueprint.get("")
def index() -> str:
    """A link of a report's page fills the form."""
    given = {name: request.args.get(name, "")[:40] for name in ("what", "period", "first", "last")}
    given["period"] = given["period"] or "month"
    return _page(admin_pages.filled({**given, "services": request.args.getlist("services")[:100]}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(SavedReportForm, request.form)
        row = saved.save(caller.office_id, caller.by, fields.read(caller, form))
        admin_pages.done(gettext("“%(name)s” saved.", name=row.name))

    return admin_pages.submit_action(SAVE, do, INDEX, _page, ERROR_FIELDS)


@blueprint.post("/files")
def allow_files() -> Response | tuple[str, int]:
    """Whether e-mails may have reports as files."""

    def do(caller: Caller) -> None:
        form = read_page(FilesForm, request.form)
        sending.allow_files(caller.office_id, caller.by, form.files)
        allowed = gettext("Reports may now be e-mailed as files.")
        admin_pages.done(allowed if form.files else gettext("Reports are not e-mailed as files any more."))

    return admin_pages.submit_action(FILES, do, INDEX, _page)


@blueprint.get("/<int:report_id>")
def show(report_id: int) -> Response:
    """Leads to the report. ``on``: the day of the link that was sent, which decides about the period."""
    caller = identity.require(SEE)
    report = find(caller, report_id)
    days = words.period(report, _day(caller))
    by = report.by or (usual_division(days) if report.subject == "visits" else None)
    ends: dict[str, Any] = {"from": days.first.isoformat(), "to": days.last.isoformat(), "by": by}
    return redirect(url_for(PAGES[report.subject], **ends, service=report.services.split() or None))


@blueprint.post("/<int:report_id>/removal")
def remove(report_id: int) -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        name = find(caller, report_id).name
        saved.remove(caller.office_id, caller.by, report_id)
        admin_pages.done(gettext("“%(name)s” deleted. You can restore it below for 30 days.", name=name))

    return admin_pages.submit_action(SAVE, do, INDEX, _page)


@blueprint.post("/<int:report_id>/restoration")
def restore(report_id: int) -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        _check(caller, next((row for row in _removed(caller) if row.id == report_id), None))
        row = saved.restore(caller.office_id, caller.by, report_id)
        admin_pages.done(gettext("“%(name)s” restored.", name=row.name))

    return admin_pages.submit_action(SAVE, do, INDEX, _page)


def find(caller: Caller, report_id: int) -> SavedReport:
    """A report that the caller may open."""
    found = queries.by_id(db.session(), caller.office_id, report_id)
    if found is None:
        raise NotFound
    _check(caller, found)
    return found


def _check(caller: Caller, report: SavedReport | None) -> None:
    if report is not None and report.by == "clerk":
        permissions.check(caller.role, SEE_CLERKS)


def _day(caller: Caller) -> date:
    """The day of the address, at most ten years from today; otherwise ``NotFound``."""
    typed, today = request.args.get("on", "")[:20], period_queries.today(db.session(), caller.office_id)
    if not typed:
        return today
    try:
        day = jalali.parse(typed)
    except ValueError:
        raise NotFound from None
    if abs((day - today).days) > MOST_DAYS:
        raise NotFound
    return day


def _removed(caller: Caller) -> list[SavedReport]:
    return queries.removed(db.session(), caller.office_id, clock.now() - KEPT)


def _page(form: FilledForm) -> str:
    caller = identity.require(SEE)
    session = db.session()
    clerks = permissions.may(caller.role, SEE_CLERKS)
    seen = [row for row in queries.saved(session, caller.office_id) if row.by != "clerk" or clerks]
    return admin_pages.render(
        "manage/saved_reports/index.html",
        form=form,
        rows=seen,
        removed=[row for row in _removed(caller) if row.by != "clerk" or clerks],
        recipients=queries.recipients(session, caller.office_id),
        words=words,
        sends=words.SENDS,
        can_send=sms_outbox.is_on() or mail_outbox.is_on(),
        files=queries.files_allowed(session, caller.office_id),
        **form_options(caller),
    )


def form_options(caller: Caller) -> dict[str, Any]:
    return {
        "what_options": fields.what_options(caller),
        "period_options": fields.period_options(),
        "service_options": fields.service_options(caller),
    }
