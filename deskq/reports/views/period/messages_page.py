"""The page of messages of a period, and its table as CSV."""

import csv
import io
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.message_settings import kinds
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import NotSetUp
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings.labels import count, percent
from deskq.ratings.results.confidence import wilson
from deskq.reports.period import messages, queries, rules
from deskq.reports.period.messages import MessageReport, MessageRow
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period import labels
from deskq.reports.views.period.charts import Bar, Chart
from deskq.web import filters
from deskq.web.spreadsheet import harmless

blueprint = Blueprint("manage_message_report", __name__, url_prefix="/manage/reports")
SEE, LONGEST = "reports.see", 20
DIVISIONS = {
    "kind": N_("Kind"), "channel": N_("Channel"), "category": N_("Category"), "unit": N_("Unit"),
    "district": N_("District"),
}  # fmt: skip
COLUMNS = ("by", "name", "registered", "answered", "due", "in_time", "in_time_percent", "low_percent", "high_percent")
Named = Callable[[MessageRow], str]


@blueprint.get("/messages")
def page() -> PageResponse:
    """The messages of the range in the address, by default of the current month."""
    caller = identity.require(SEE)
    try:
        report, name = _report(caller)
    except InvalidInput as refusal:
        problems = {field: gettext(text) for field, text in refusal.fields.items()}
        form = FilledForm(admin_pages.filled(_typed()).values, problems)
        return _render(form, None, None), refusal.status
    except NotSetUp:
        return _render(admin_pages.filled({}), None, None)
    days = report.days
    form = admin_pages.filled({"from": filters.short_date(days.first), "to": filters.short_date(days.last)})
    return _render(form, report, name)


@blueprint.get("/messages.csv")
def download() -> Response:
    """The same rows with the interval of each share."""
    report, name = _report(identity.require(SEE))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in (*report.rows, report.total):
        by, words = (report.by, name(row)) if row is not report.total else ("all", "")
        shares = (row.in_time / row.due, *wilson(row.in_time, row.due)) if row.due else ()
        cells = [row.registered, row.answered, row.due, row.in_time, *(round(100 * share, 1) for share in shares)]
        table.writerow([by, harmless(words), *cells])
    first, last = report.days.days
    headers = {"Content-Disposition": f'attachment; filename="messages-{first}-{last}-{report.by}.csv"'}
    return Response("\ufeff" + out.getvalue(), headers=headers, mimetype="text/csv")


def _render(form: FilledForm, report: MessageReport | None, name: Named | None) -> str:
    return admin_pages.render(
        "manage/report_messages.html",
        form=form,
        report=report,
        row_name=name,
        chart=_chart(report, name) if report is not None and name is not None else None,
        says=_says(report, name) if report is not None and name is not None else "",
        divisions=DIVISIONS,
        by=report.by if report is not None else "",
        title_of=labels.title,
        count=count,
        share=_share,
        csv=url_for("manage_message_report.download", **_address(report.days, report.by)) if report is not None else "",
    )


def _report(caller: Caller) -> tuple[MessageReport, Named]:
    typed, session = _typed(), db.session()
    asked = rules.read(typed["from"], typed["to"], queries.today(session, caller.office_id))
    by = request.args.get("by", "")[:LONGEST] or "kind"
    if by not in DIVISIONS:
        raise InvalidInput({"by": N_("Please choose one of the options.")})
    report = messages.message_report(session, caller.office_id, asked, by)
    about = settings_queries.load_settings(session, caller.office_id)
    names: dict[str, dict[Any, Any]] = {
        "kind": dict(kinds.KIND_NAMES), "channel": dict(kinds.CHANNEL_NAMES),
        **{
            part: {key: row.name for key, row in rows.items()}
            for part, rows in (("category", about.categories), ("unit", about.units), ("district", about.districts))
        },
    }  # fmt: skip

    def name(row: MessageRow) -> str:
        return filters.named(names[by][row.key]) if row.key in names[by] else str(gettext("Not given"))

    return report, name


def _says(report: MessageReport, name: Named) -> str:
    """The sentence above the chart."""
    total = report.total
    if not total.due:
        return str(gettext("%(n)s messages were registered; no answer is due yet.", n=count(total.registered)))
    most = report.rows[0]
    return str(
        gettext(
            "%(n)s messages were registered, most of them: %(name)s. %(share)s of the answers due came in time.",
            n=count(total.registered), name=name(most), share=percent(total.in_time / total.due),
        )
    )  # fmt: skip


def _chart(report: MessageReport, name: Named) -> Chart:
    top = max((row.registered for row in report.rows), default=0)
    return Chart(
        [
            Bar(name(row), round(100 * row.in_time / top, 2), round(100 * row.registered / top, 2), _of_row(row, name))
            for row in report.rows
        ],
        top,
    )


def _of_row(row: MessageRow, name: Named) -> str:
    return str(
        gettext(
            "%(name)s: %(n)s messages, %(answered)s answered in time",
            name=name(row), n=count(row.registered), answered=count(row.in_time),
        )
    )  # fmt: skip


def _share(row: MessageRow) -> str:
    """The share answered in time of the messages due, with its interval."""
    if not row.due:
        return "–"
    low, high = wilson(row.in_time, row.due)
    share = percent(row.in_time / row.due)
    return str(gettext("%(share)s (likely %(low)s to %(high)s)", share=share, low=percent(low), high=percent(high)))


def _typed() -> dict[str, str]:
    return {name: request.args.get(name, "")[:LONGEST].strip() for name in ("from", "to")}


def _address(days: DateRange, by: str) -> dict[str, Any]:
    return {"from": days.first.isoformat(), "to": days.last.isoformat(), "by": by}
