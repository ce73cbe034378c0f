"""The page of applications of a period, and its table to download."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.application_opening.queries import referrals
from deskq.application_reports.queries import report as queries
from deskq.application_reports.queries.report import STAGE_GROUPS, ApplicationReport
from deskq.application_reports.views import charts, names, sentences, table
from deskq.application_reports.views.names import Labels
from deskq.applications.rules.outlook import FEWEST, half_and_nine_in_ten, nine_in_ten
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.core.quantiles import quantile
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings.labels import count, one_decimal, percent
from deskq.reports.period import queries as period_queries
from deskq.reports.period import rules
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period import downloads, labels
from deskq.reports.views.period.typed_days import LONGEST, typed_days
from deskq.web import filters

SEE = "reports.see"
blueprint = Blueprint("manage_application_report", __name__, url_prefix="/manage/reports")


@blueprint.get("/applications")
def page() -> PageResponse:
    """The applications of the range in the address, by default of the running month."""
    caller = identity.require(SEE)
    try:
        asked, by = read_query(caller)
    except InvalidInput as refusal:
        problems = {name: gettext(text) for name, text in refusal.fields.items()}
        form = FilledForm(admin_pages.filled(typed_days()).values, problems)
        return _render(caller, form, None, "service"), refusal.status
    report = queries.application_report(db.session(), caller.office_id, asked, by)
    form = admin_pages.filled({"from": filters.short_date(asked.first), "to": filters.short_date(asked.last)})
    return _render(caller, form, report, by)


@blueprint.get("/applications.csv")
def csv() -> Response:
    """The table of the page as CSV."""
    report, known = _report()
    return downloads.csv("applications", report.days, report.by, table.to_csv(report, known))


@blueprint.get("/applications.xlsx")
def xlsx() -> Response:
    """The table of the page as a workbook."""
    report, known = _report()
    return downloads.xlsx("applications", report.days, report.by, table.to_xlsx(report, known))


@blueprint.get("/applications.pdf")
@limiter.limit(downloads.LIMIT)
def pdf() -> Response:
    """What the page says, as PDF."""
    asked, by = read_query(identity.require(SEE))
    return downloads.pdf("applications", asked, by, html_of_report())


def html_of_report() -> str:
    """The page of the range in the address, for its PDF file. Raises ``InvalidInput`` for a wrong range."""
    caller = identity.require(SEE)
    asked, by = read_query(caller)
    report = queries.application_report(db.session(), caller.office_id, asked, by)
    return _render(caller, admin_pages.filled({}), report, by)


def read_query(caller: Caller) -> tuple[DateRange, str]:
    """The range and the division of the address."""
    typed = typed_days()
    asked = rules.read(typed["from"], typed["to"], period_queries.today(db.session(), caller.office_id))
    by = request.args.get("by", "")[:LONGEST] or "service"
    if by not in queries.DIVISIONS:
        raise InvalidInput({"by": N_("Please choose one of the options.")})
    rules.check_division(asked, by)
    return asked, by


def address(days: DateRange, by: str, endpoint: str = "manage_application_report.page", **more: Any) -> str:
    ends: dict[str, Any] = {"from": days.first.isoformat(), "to": days.last.isoformat()}
    return url_for(endpoint, **ends, by=by, **more)


def _flow_address(known: Labels, days: DateRange, sheet_id: int) -> str:
    ends: dict[str, Any] = {"from": days.first.isoformat(), "to": days.last.isoformat()}
    return url_for("manage_application_report.way", service=known.sheets[sheet_id].sheet.code, **ends)


def _report() -> tuple[ApplicationReport, Labels]:
    caller = identity.require(SEE)
    asked, by = read_query(caller)
    report = queries.application_report(db.session(), caller.office_id, asked, by)
    return in_order(report, known := Labels(db.session(), caller.office_id)), known


def in_order(report: ApplicationReport, known: Labels) -> ApplicationReport:
    """Services as the office lists them, units and stages with the most days of the town first."""
    if report.by == "service":
        report.rows.sort(key=lambda row: known.sheet_order[row.key])
    report.stages.sort(key=lambda row: (-sum(row.figures.town.elements()), str(row.key)))
    return report


def _render(caller: Caller, form: FilledForm, report: ApplicationReport | None, by: str) -> str:
    known = Labels(db.session(), caller.office_id)
    today = period_queries.today(db.session(), caller.office_id)
    asked = report.days if report is not None else rules.period("month", today)
    return admin_pages.render(
        "manage/report_applications.html",
        form=form,
        asked=asked,
        by=by,
        report=in_order(report, known) if report is not None else None,
        charts=_charts(report, known) if report is not None else None,
        row_name=partial(known.row, by),
        stage_name=partial(known.stage_row, by),
        flow_address=partial(_flow_address, known, asked),
        division_names=names.DIVISIONS,
        hand_names=names.HANDS,
        kinds=[(kind, address(rules.period(kind, min(asked.last, today)), by)) for kind in rules.KINDS],
        sent=referrals.sent(db.session(), caller.office_id, *asked.days) if report is not None else None,
        place_name=known.place,
        before=(labels.title(rules.before(asked)), address(rules.before(asked), by)),
        after=(labels.title(rules.after(asked)), address(rules.after(asked), by)) if asked.last < today else None,
        address=partial(address, asked, by),
        **WORDS,
    )


#: What the template writes figures with.
WORDS: dict[str, Any] = {
    "FEW": FEWEST,
    "sentences": sentences,
    "title_of": labels.title,
    "year_before": rules.year_before,
    "count": count,
    "percent": percent,
    "one_decimal": one_decimal,
    "mean_of": charts.mean_of,
    "half_and_nine_in_ten": half_and_nine_in_ten,
    "quantile": quantile,
    "nine_in_ten": nine_in_ten,
    "working_days": names.working_days,
    "calendar_days": names.calendar_days,
    "until": lambda report: filters.hour(report.until),
}


def _charts(report: ApplicationReport, known: Labels) -> dict[str, Any]:
    if report.by in STAGE_GROUPS:
        return {"stages": charts.stages(report.stages[:MOST_BARS], partial(known.stage_row, report.by))}
    name = partial(known.row, report.by)
    return {
        "promises": charts.promises(report.rows, name),
        "hands": charts.hands(report.rows, name),
        "ages": charts.ages(report.open) if report.open is not None else None,
    }


#: Bars of a chart of stages; the table has all.
MOST_BARS = 15
