"""/offices: the offices of a person at a glance, live; and their visits of a period side by side."""

from flask import Blueprint, Response, jsonify, render_template, url_for
from flask_babel import gettext

from deskq.access import identity, served_office
from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput
from deskq.core.extensions import db
from deskq.core.quantiles import quantile
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.offices import queries
from deskq.offices.queries import OfficeFigures
from deskq.ratings.labels import count
from deskq.reports.period import rules
from deskq.reports.period.figures import Figures
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period import labels
from deskq.reports.views.period.sentences import in_time
from deskq.reports.views.period.typed_days import typed_days
from deskq.staff import landing
from deskq.staff import rules as staff_rules
from deskq.web import filters, spreadsheet
from deskq.web.spreadsheet import Cell

blueprint = Blueprint("offices", __name__, url_prefix="/offices")
SEE = "account.own"
COLUMNS = (
    *("office", "first_day", "last_day", "visitors", "served", "no_shows", "abandoned"),
    *("called", "first_wait_median_s", "first_wait_p90_s", "within_target_percent", "service_median_s"),
    "within_target_of",
)


@blueprint.get("")
def index() -> str:
    identity.require(SEE)
    return admin_pages.render(
        "offices/index.html",
        table=_table(),
        reports=bool(_readable()),
    )


@blueprint.get("/state")
def state() -> Response:
    """The table, for the page that asks again every few seconds."""
    identity.require(SEE)
    return jsonify(html=_table(), at=clock.now().isoformat())


def _table() -> str:
    return render_template(
        "offices/_now.html",
        offices=queries.offices_now(db.session(), _login_id(), identity.may_use),
        roles=staff_rules.ROLE_NAMES,
        duration=labels.duration,
        address=lambda one: served_office.address_in(one.office_id, url_for(landing.home(one.role))),
    )


@blueprint.get("/report")
def report() -> PageResponse:
    identity.require(SEE)
    try:
        asked = _asked()
    except InvalidInput as refusal:
        problems = {name: gettext(text) for name, text in refusal.fields.items()}
        return _report(FilledForm(admin_pages.filled(typed_days()).values, problems), None), refusal.status
    form = admin_pages.filled({"from": filters.short_date(asked.first), "to": filters.short_date(asked.last)})
    return _report(form, asked)


@blueprint.get("/report.csv")
def report_csv() -> Response:
    identity.require(SEE)
    asked = _asked()
    rows = _rows(asked)
    table = [_cells(filters.named(row.name), asked, row.figures) for row in rows]
    text = spreadsheet.to_csv(COLUMNS, [*table, _cells("all", asked, queries.together(rows))])
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=offices-{asked.first}-{asked.last}.csv"
    return answer


def _report(form: FilledForm, asked: DateRange | None) -> str:
    rows = _rows(asked) if asked is not None else []
    return admin_pages.render(
        "offices/report.html",
        form=form,
        asked=asked,
        rows=rows,
        total=queries.together(rows),
        in_time=in_time,
        title=labels.title(asked) if asked is not None else "",
        quantile=quantile,
        duration=labels.duration,
        count=count,
    )


def _rows(asked: DateRange) -> list[OfficeFigures]:
    offices = _readable()
    if not offices:
        raise Forbidden
    return queries.side_by_side(db.session(), offices, asked)


def _readable() -> list[int]:
    return queries.readable(db.session(), _login_id(), identity.may_use)


def _cells(name: str, asked: DateRange, figures: Figures) -> list[Cell]:
    called = figures.first.total()
    return [
        *(name, asked.first.isoformat(), asked.last.isoformat()),
        *(figures.arrivals, figures.served, figures.no_shows, figures.abandoned, called),
        *(quantile(figures.first, 0.5), quantile(figures.first, 0.9)),
        round(100 * figures.in_time / figures.judged, 1) if figures.judged else None,
        quantile(figures.service, 0.5),
        figures.judged,
    ]


def _asked() -> DateRange:
    typed = typed_days()
    return rules.read(typed["from"], typed["to"], clock.today())


def _login_id() -> int:
    signed_in = identity.login()
    assert signed_in is not None
    return signed_in.id
