"""The page of visits of a period, and its tables to download."""

from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.core.quantiles import quantile
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings import labels as rating_labels
from deskq.reports.period import queries, rules
from deskq.reports.period.queries import VisitReport
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period import charts, csv_table, downloads, ratings, sentences, xlsx_table
from deskq.reports.views.period import labels as period_labels
from deskq.reports.views.period.labels import Labels
from deskq.reports.views.period.typed_days import LONGEST, typed_days
from deskq.staff import queries as staff_queries
from deskq.web import filters

blueprint = Blueprint("manage_reports", __name__, url_prefix="/manage/reports")
SEE, SEE_CLERKS = "reports.see", "reports.clerks"
MOST_SERVICES = 100  #: in an address


@blueprint.get("")
def visits() -> PageResponse:
    """The visits of the range in the address, by default of the current month."""
    caller = identity.require(SEE)
    today = queries.today(db.session(), caller.office_id)
    try:
        asked, by, chosen = _asked(caller)
    except InvalidInput as refusal:
        problems = {name: gettext(text) for name, text in refusal.fields.items()}
        form = FilledForm(admin_pages.filled(typed_days()).values, problems)
        return _page(caller, form, rules.period("month", today), "", None), refusal.status
    report = queries.visit_report(db.session(), caller.office_id, asked, by, chosen)
    form = admin_pages.filled({"from": filters.short_date(asked.first), "to": filters.short_date(asked.last)})
    return _page(caller, form, asked, by, report)


@blueprint.get("/visits.csv")
def csv() -> Response:
    """The table of the page as CSV."""
    caller = identity.require(SEE)
    asked, by, chosen = _asked(caller)
    report = queries.visit_report(db.session(), caller.office_id, asked, by, chosen)
    return downloads.csv("visits", asked, by, csv_table.to_csv(report, _labels(caller)))


@blueprint.get("/visits.xlsx")
def xlsx() -> Response:
    """The table of the page as a workbook."""
    caller = identity.require(SEE)
    asked, by, chosen = _asked(caller)
    report = queries.visit_report(db.session(), caller.office_id, asked, by, chosen)
    return downloads.xlsx("visits", asked, by, xlsx_table.to_xlsx(report, _labels(caller)))


@blueprint.get("/visits.pdf")
@limiter.limit(downloads.LIMIT)
def pdf() -> Response:
    """What the page says, as PDF."""
    asked, by, _ = _asked(identity.require(SEE))
    return downloads.pdf("visits", asked, by, html_of_report())


def html_of_report() -> str:
    """The page of the range in the address, for its PDF file. Raises ``InvalidInput`` for a wrong range."""
    caller = identity.require(SEE)
    asked, by, chosen = _asked(caller)
    report = queries.visit_report(db.session(), caller.office_id, asked, by, chosen)
    return _page(caller, admin_pages.filled({}), asked, by, report)


def _page(caller: Caller, form: FilledForm, asked: DateRange, by: str, report: VisitReport | None) -> str:
    names = _labels(caller)
    name = partial(names.row, by)
    today = queries.today(db.session(), caller.office_id)
    first = queries.first_day(db.session(), caller.office_id)
    return admin_pages.render(
        "manage/report.html",
        form=form,
        asked=asked,
        by=by,
        report=report,
        row_name=name,
        charts=_charts(report, name) if report is not None else None,
        ratings=ratings.of_report(caller, report) if report is not None else [],
        divisions=[one for one in queries.DIVISIONS if one != "clerk" or permissions.may(caller.role, SEE_CLERKS)],
        kinds=[(kind, _address(rules.period(kind, min(asked.last, today)), by)) for kind in rules.KINDS],
        before=_neighbour(rules.before(asked), by) if first is not None and first < asked.first else None,
        after=_neighbour(rules.after(asked), by) if asked.last < today else None,
        address=partial(_download, asked, by),
        services=_service_choices(caller),
        save=_save_address(asked, by, today),
        division_names=period_labels.DIVISIONS,
        quantile=quantile,
        count=rating_labels.count,
        **_words(),
    )


def _service_choices(caller: Caller) -> list[tuple[str, Any, bool]]:
    """(code, name, chosen) of each service."""
    chosen = request.args.getlist("service")
    services = config_cache.of(db.session(), caller.office_id).services.values()
    return [(row.code, row.name, row.code in chosen) for row in services]


def _save_address(asked: DateRange, by: str, today: date) -> str:
    """The page on which this report is saved under a name."""
    kind = f"{asked.kind}:now" if asked.kind != "range" and asked.first <= today <= asked.last else asked.kind
    values: dict[str, Any] = {"what": f"visits:{by}", "period": kind}
    if kind == "range":
        values |= {"first": asked.first.isoformat(), "last": asked.last.isoformat()}
    chosen = request.args.getlist("service")[:MOST_SERVICES] or None
    return url_for("saved_reports.index", **values, services=chosen, _anchor="save")


def _words() -> dict[str, Any]:
    return {
        "title_of": period_labels.title,
        "duration": period_labels.duration,
        "weekday": period_labels.weekday,
        "hours": period_labels.hours,
        "until": period_labels.until,
        "in_time": sentences.in_time,
        "change": sentences.change,
        "year_before": rules.year_before,
        "sentences": sentences,
    }


def _charts(report: VisitReport, name: sentences.Named) -> dict[str, Any]:
    rows = report.rows
    return {
        "arrivals": charts.arrivals(rows, name, partial(sentences.of_arrivals, name=name)),
        "waits": charts.waits(rows, report.target, name, partial(sentences.of_waits, name=name)),
        "ahead": charts.ahead(rows, name, partial(sentences.of_ahead, name=name)),
        "heat": charts.heat(report),
    }


def _asked(caller: Caller) -> tuple[DateRange, str, tuple[int, ...]]:
    """The range, the division and the chosen services of the address. Figures of single clerks are for supervisors."""
    typed = typed_days()
    asked = rules.read(typed["from"], typed["to"], queries.today(db.session(), caller.office_id))
    by = request.args.get("by", "")[:LONGEST] or rules.usual_division(asked)
    if by not in queries.DIVISIONS:
        raise InvalidInput({"by": N_("Please choose one of the options.")})
    if by == "clerk":
        permissions.check(caller.role, SEE_CLERKS)
    rules.check_division(asked, by)
    chosen = _services(caller)
    if chosen and not queries.can_choose_services(by):
        raise InvalidInput({"service": queries.NOT_BY_SERVICE})
    return asked, by, chosen


def _services(caller: Caller) -> tuple[int, ...]:
    """The ids of the chosen services; all of them are the same as none."""
    known = {row.code: row.id for row in config_cache.of(db.session(), caller.office_id).services.values()}
    codes = set(request.args.getlist("service")[: len(known) + 1])
    if not codes <= set(known):
        raise InvalidInput({"service": N_("Please choose one of the options.")})
    return tuple(known[code] for code in codes) if len(codes) < len(known) else ()


def _labels(caller: Caller) -> Labels:
    people = staff_queries.names(db.session(), caller.office_id)
    return Labels(config_cache.of(db.session(), caller.office_id), people)


def _neighbour(days: DateRange, by: str) -> tuple[str, str]:
    """(name, address) of a period."""
    return period_labels.title(days), _address(days, by)


def _address(days: DateRange, by: str) -> str:
    """The address of another range. It names no division by time that does not suit the length; the page then chooses
    one."""
    kept = by if by in queries.GROUPS else None
    return url_for("manage_reports.visits", **_ends(days, kept))


def _download(asked: DateRange, by: str, endpoint: str) -> str:
    return url_for(endpoint, **_ends(asked, by))


def _ends(days: DateRange, by: str | None) -> dict[str, Any]:
    """The range, its division and the chosen services as arguments of an address."""
    chosen = request.args.getlist("service")[:MOST_SERVICES] or None
    return {"from": days.first.isoformat(), "to": days.last.isoformat(), "by": by, "service": chosen}
