"""Names of saved reports and their parts, and the texts of SMS and e-mail, written when they are sent.

The messages have neither the report's name, which people typed, nor any figure: the kind of the report, its period and
the link, which asks for a sign-in."""

from datetime import date

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy.orm import Session

from deskq.application_reports.views import names as application_names
from deskq.core.db import field_encryption
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.message_reports.views import words as message_words
from deskq.office import config_cache, directory
from deskq.reports.period import rules as period_rules
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period import labels
from deskq.saved_reports import queries
from deskq.saved_reports.models import SavedReport
from deskq.saved_reports.service.recipients import may_open
from deskq.sms import rules as sms_rules

SUBJECTS = {
    "visits": N_("Visits"), "messages": N_("Messages in figures"), "applications": N_("Applications in figures"),
}  # fmt: skip
DIVISIONS = {
    "visits": labels.DIVISIONS, "messages": message_words.DIVISIONS, "applications": application_names.DIVISIONS,
}  # fmt: skip
LAST = {
    "day": N_("the day before"), "week": N_("the week before"), "month": N_("the month before"),
    "half": N_("the half-year before"), "year": N_("the year before"),
}  # fmt: skip
RUNNING = {
    "day": N_("today"), "week": N_("this week"), "month": N_("this month"), "half": N_("this half-year"),
    "year": N_("this year"),
}  # fmt: skip
SENDS = {"": N_("Never"), "week": N_("Each week, on Saturday"), "month": N_("Each month, on the first day")}
WAYS = {"mail": N_("E-mail"), "sms": N_("Text message")}


def period(report: SavedReport, day: date) -> DateRange:
    """The days of a report that is opened on ``day``."""
    if report.first is not None and report.last is not None:
        return DateRange(report.first, report.last)
    present = period_rules.period(report.period, day)
    return present if report.running else period_rules.before(present)


def what(report: SavedReport) -> str:
    """«مراجعه‌ها به تفکیک خدمت»."""
    subject = str(gettext(SUBJECTS[report.subject]))
    if not report.by:
        return subject
    division = str(gettext(DIVISIONS[report.subject][report.by]))
    division = division[:1].lower() + division[1:]
    return str(gettext("%(subject)s by %(division)s", subject=subject, division=division))


def when(report: SavedReport) -> str:
    if report.period == "range":
        return labels.title(period(report, date.min))
    return str(gettext((RUNNING if report.running else LAST)[report.period]))


def sms(session: Session, office_id: int, about: str) -> tuple[str, str] | None:
    """(number, text); None if the recipient, the report or the permission is gone."""
    found = _found(session, office_id, about)
    if found is None:
        return None
    address, subject, link = found
    said = str(gettext("%(report)s is ready.", report=subject))
    linked = f"{said}\n{link}" if current_app.config["SMS_LINKS"] else said
    office = config_cache.of(session, office_id).office.name.in_language(_language())
    return address, sms_rules.first_within(2, (f"{office}\n{linked}", linked))


def mail(session: Session, office_id: int, about: str) -> tuple[str, str, str] | None:
    """(address, subject, text), likewise."""
    found = _found(session, office_id, about)
    if found is None:
        return None
    address, subject, link = found
    with force_locale(_language()):
        sign_in = gettext("The report opens after you sign in. Who gets it is set on the page “Saved reports”.")
    office = config_cache.of(session, office_id).office.name.in_language(_language())
    return address, f"{office}: {subject}", f"{subject}\n\n{link}\n\n{sign_in}\n"


def _found(session: Session, office_id: int, about: str) -> tuple[str, str, str] | None:
    """(address, what and when, link)."""
    recipient_id, begins = (int(part) for part in about.split()[1:3])
    row = queries.recipient(session, office_id, recipient_id)
    report = queries.by_id(session, office_id, row.report_id) if row is not None else None
    if row is None or report is None or not may_open(queries.person_of(session, row), report):
        return None
    address = field_encryption.readable(row.address)
    if address is None:
        return None
    day = jalali.gregorian(begins)
    with force_locale(_language()):
        subject = f"{what(report)}: {labels.title(period(report, day))}"
    return address, subject, link(report, day)


def link(report: SavedReport, day: date) -> str:
    root = current_app.config["PUBLIC_URL"] + directory.prefix(db.session(), report.office_id)
    return f"{root}/manage/reports/saved/{report.id}?on={day.isoformat()}"


def _language() -> str:
    return str(current_app.config["LANGUAGE"])
