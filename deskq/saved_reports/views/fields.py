"""The fields of the form of a saved report: their options, how they are read, and how a stored report fills them."""

from typing import Any

from flask_babel import gettext

from deskq.access import permissions
from deskq.access.identity import Caller
from deskq.application_reports.queries import report as application_report
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.message_reports import figures
from deskq.office import config_cache
from deskq.reports.period import queries, rules
from deskq.saved_reports import words
from deskq.saved_reports.forms import SavedReportForm
from deskq.saved_reports.models import SavedReport
from deskq.saved_reports.rules import PERIODS, SENDS, SUBJECTS
from deskq.saved_reports.service.saved import Wanted
from deskq.web import filters

SEE_CLERKS = "reports.clerks"
NOW = ":now"
CHOOSE = N_("Please choose one of the options.")


def read(caller: Caller, form: SavedReportForm) -> Wanted:
    """Raises ``InvalidInput`` with the field."""
    subject, _, by = form.what.partition(":")
    if form.what not in dict(what_options(caller)):
        raise InvalidInput({"what": CHOOSE})
    period, running = form.period.removesuffix(NOW), form.period.endswith(NOW)
    if period not in PERIODS or (period == "range" and running):
        raise InvalidInput({"period": CHOOSE})
    first, last = form.days if period == "range" else (None, None)
    if period == "range":
        _check_days(caller, form, by)
    return Wanted(
        form.name, subject, by, period, running, first, last, _services(caller, form, by), form.sends, form.with_file
    )


def _check_days(caller: Caller, form: SavedReportForm, by: str) -> None:
    lacking = {name: N_("Please fill in this field.") for name in ("first", "last") if getattr(form, name) is None}
    if lacking:
        raise InvalidInput(lacking)
    try:
        asked = rules.read(str(form.first), str(form.last), queries.today(db.session(), caller.office_id))
        rules.check_division(asked, by)
    except InvalidInput as refused:
        names = {"from": "first", "to": "last", "by": "what"}
        raise InvalidInput({names[field]: text for field, text in refused.fields.items()}) from None


def _services(caller: Caller, form: SavedReportForm, by: str) -> str:
    known = {row.code for row in config_cache.of(db.session(), caller.office_id).services.values()}
    chosen = list(dict.fromkeys(form.services))
    if not set(chosen) <= known:
        raise InvalidInput({"services": CHOOSE})
    if chosen and not (form.what.startswith("visits") and queries.can_choose_services(by)):
        raise InvalidInput({"services": queries.NOT_BY_SERVICE})
    return " ".join(chosen)


def stored(report: SavedReport) -> dict[str, Any]:
    """The values of the form."""
    return {
        "name": report.name,
        "what": f"{report.subject}:{report.by}" if report.by else report.subject,
        "period": report.period + (NOW if report.running else ""),
        "first": jalali.short_date(report.first) if report.first is not None else "",
        "last": jalali.short_date(report.last) if report.last is not None else "",
        "services": report.services.split(),
        "sends": report.sends,
        "with_file": "1" if report.with_file else "",
    }


def what_options(caller: Caller) -> list[tuple[str, str]]:
    """(value, words) of each kind of report and its divisions; those by clerk for supervisors only."""
    divisions = {
        "visits": ("", *queries.DIVISIONS),
        "messages": tuple(figures.DIVISIONS),
        "applications": application_report.DIVISIONS,
    }
    clerks = permissions.may(caller.role, SEE_CLERKS)
    return [
        (f"{subject}:{by}" if by else subject, words.what(SavedReport(subject=subject, by=by)))
        for subject in SUBJECTS
        for by in divisions[subject]
        if by != "clerk" or clerks
    ]


def period_options() -> list[tuple[str, str]]:
    kinds = [kind for kind in PERIODS if kind != "range"]
    last = [(kind, str(gettext(words.LAST[kind]))) for kind in kinds]
    running = [(kind + NOW, str(gettext(words.RUNNING[kind]))) for kind in kinds]
    return [*last, *running, ("range", str(gettext("fixed days")))]


def service_options(caller: Caller) -> list[tuple[str, str]]:
    services = config_cache.of(db.session(), caller.office_id).services.values()
    return [(row.code, filters.named(row.name)) for row in services]


def sends_options() -> list[tuple[str, str]]:
    return [(one, str(gettext(words.SENDS[one]))) for one in ("", *SENDS)]
