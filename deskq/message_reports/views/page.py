"""The page of messages of a period, and its tables to download."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.message_reports import figures
from deskq.message_reports.figures import MessageReport, MessageRow
from deskq.message_reports.views import table, words
from deskq.message_reports.views.words import Named
from deskq.message_settings import kinds
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import NotSetUp
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings.labels import count
from deskq.reports.period import queries, rules
from deskq.reports.views.period import downloads, labels
from deskq.reports.views.period.typed_days import LONGEST, typed_days
from deskq.web import filters

blueprint = Blueprint("manage_message_report", __name__, url_prefix="/manage/reports")
SEE = "reports.see"


@blueprint.get("/messages")
def page() -> PageResponse:
    """The messages of the range in the address, by default of the current month."""
    caller = identity.require(SEE)
    try:
        report, name = _report(caller)
    except InvalidInput as refusal:
        problems = {field: gettext(text) for field, text in refusal.fields.items()}
        form = FilledForm(admin_pages.filled(typed_days()).values, problems)
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
    return downloads.csv("messages", report.days, report.by, table.to_csv(report, name))


@blueprint.get("/messages.xlsx")
def xlsx() -> Response:
    """The same rows as a workbook."""
    report, name = _report(identity.require(SEE))
    return downloads.xlsx("messages", report.days, report.by, table.to_xlsx(report, name))


@blueprint.get("/messages.pdf")
@limiter.limit(downloads.LIMIT)
def pdf() -> Response:
    """What the page says, as PDF."""
    report, name = _report(identity.require(SEE))
    return downloads.pdf("messages", report.days, report.by, _render(admin_pages.filled({}), report, name))


def html_of_report() -> str:
    """The page of the range in the address, for its PDF file. Raises ``InvalidInput`` for a wrong range."""
    return _render(admin_pages.filled({}), *_report(identity.require(SEE)))


def _render(form: FilledForm, report: MessageReport | None, name: Named | None) -> str:
    return admin_pages.render(
        "manage/report_messages.html",
        form=form,
        report=report,
        row_name=name,
        words=words,
        now=clock.now(),
        divisions=words.DIVISIONS,
        by=report.by if report is not None else "",
        title_of=labels.title,
        count=count,
        share=words.share,
        address=partial(_download, report) if report is not None else None,
    )


def _report(caller: Caller) -> tuple[MessageReport, Named]:
    typed, session = typed_days(), db.session()
    asked = rules.read(typed["from"], typed["to"], queries.today(session, caller.office_id))
    by = request.args.get("by", "")[:LONGEST] or "kind"
    if by not in words.DIVISIONS:
        raise InvalidInput({"by": N_("Please choose one of the options.")})
    report = figures.message_report(session, caller.office_id, asked, by)
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


def _download(report: MessageReport, endpoint: str) -> str:
    days = report.days
    asked: dict[str, Any] = {"from": days.first.isoformat(), "to": days.last.isoformat(), "by": report.by}
    return url_for(endpoint, **asked)
