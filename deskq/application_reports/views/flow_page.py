"""The picture of the way that applications of one service took, with equal tables."""

from typing import Any

from flask_babel import gettext, ngettext

from deskq.access import identity
from deskq.application_reports import drawing
from deskq.application_reports.queries.flow import Flow, flow
from deskq.application_reports.rules import StageFigures, days
from deskq.application_reports.views import names, sentences
from deskq.application_reports.views.names import Labels, working_days
from deskq.application_reports.views.page import SEE, WORDS, blueprint
from deskq.applications.rules.outlook import nine_in_ten
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.quantiles import quantile
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.ratings.labels import count, percent
from deskq.reports.period import queries as period_queries
from deskq.reports.period import rules
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period.typed_days import typed_days
from deskq.service_sheets import drawing as sheet_drawing
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.queries import CurrentSheet
from deskq.web import filters
from deskq.web.i18n import language


@blueprint.get("/applications/<service>")
def way(service: str) -> PageResponse:
    """The way of the applications of a service in the range of the address, by default of the running month."""
    caller = identity.require(SEE)
    session = db.session()
    sheet = sheet_queries.sheet(session, caller.office_id, service)
    typed = typed_days()
    today = period_queries.today(session, caller.office_id)
    try:
        asked = rules.read(typed["from"], typed["to"], today)
    except InvalidInput as refusal:
        problems = {name: gettext(text) for name, text in refusal.fields.items()}
        form = FilledForm(admin_pages.filled(typed).values, problems)
        return _render(sheet, form, rules.period("month", today), None, {}), refusal.status
    known = Labels(session, caller.office_id)
    units = {one.code: one.name for one in known.units.values()}
    form = admin_pages.filled({"from": filters.short_date(asked.first), "to": filters.short_date(asked.last)})
    return _render(sheet, form, asked, flow(session, sheet.sheet.id, asked), units)


def _render(sheet: CurrentSheet, form: FilledForm, asked: DateRange, found: Flow | None, units: dict[str, Any]) -> str:
    stages = sheet.content.stages
    return admin_pages.render(
        "manage/report_application_flow.html",
        sheet=sheet,
        stages=stages,
        form=form,
        asked=asked,
        flow=found,
        units=units,
        known={one.code: filters.named(one.name) for one in stages},
        hand_names=names.HANDS,
        no_figures=StageFigures(),
        says=_says(sheet, found) if found is not None else "",
        picture=drawing.svg(stages, found, _words()) if found is not None else "",
        graph=sheet_drawing.svg(stages, language(), gettext("The stages of this service")),
        **WORDS,
    )


def _says(sheet: CurrentSheet, found: Flow) -> str:
    worst = found.bottleneck
    if worst is None:
        return str(gettext("Nothing took longer than the day it came."))
    town = found.stages[worst].town
    share = days(town) / sum(days(one.town) for one in found.stages.values())
    name = next((filters.named(one.name) for one in sheet.content.stages if one.code == worst), worst)
    said = gettext(
        "The bottleneck: %(name)s, with %(share)s of the municipality’s days.", name=name, share=percent(share)
    )
    return f"{said} {sentences.stage_lengths(town)}"


def _words() -> drawing.Words:
    title = gettext("The paths that applications really took; a wider path was taken by more of them")
    return drawing.Words(language(), title, _lines, _whole, _says_way)


def _lines(figures: StageFigures) -> list[str]:
    """How many, how long half of them took, how many ended there."""
    many = ngettext("%(n)s application", "%(n)s applications", figures.done, n=count(figures.done))
    if not figures.done and not figures.stopped:
        return [str(many)]
    found = [str(many), working_days(quantile(figures.whole, 0.5))]
    if figures.stopped:
        found.append(str(gettext("%(shown)s ended here", shown=count(figures.stopped))))
    return found


def _whole(name: str, figures: StageFigures) -> str:
    if not figures.done:
        return str(gettext("%(name)s: done for no application", name=name))
    most = nine_in_ten(figures.whole)
    if most is None:
        said = ngettext(
            "%(name)s: done for %(n)s application, it took %(longest)s",
            "%(name)s: done for %(n)s applications, the longest took %(longest)s",
            figures.done, name=name, n=count(figures.done), longest=working_days(max(figures.whole)),
        )  # fmt: skip
    else:
        said = gettext(
            "%(name)s: done for %(n)s applications, half within %(half)s, nine in ten within %(most)s",
            name=name, n=count(figures.done), half=working_days(quantile(figures.whole, 0.5)), most=working_days(most),
        )  # fmt: skip
    return str(said)


def _says_way(start: str, end: str, many: int) -> str:
    return str(
        ngettext(
            "%(start)s → %(end)s: %(n)s application", "%(start)s → %(end)s: %(n)s applications", many,
            start=start, end=end, n=count(many),
        )
    )  # fmt: skip
