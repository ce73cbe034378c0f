"""The PDF file of a saved report, for an e-mail: what its page says to the recipient, drawn outside of a request."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import current_app, g
from flask_babel import force_locale, gettext

from deskq.access.ports import Person
from deskq.application_reports.views import page as applications
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.message_reports.views import page as messages
from deskq.office import config_cache, directory
from deskq.reports.period.rules import usual_division
from deskq.reports.views.period import page as visits
from deskq.saved_reports import queries, words
from deskq.saved_reports.mail.server import Attachment
from deskq.saved_reports.models import SavedReport
from deskq.saved_reports.service.recipients import may_open
from deskq.web.pdf.printing import Paper, of_html

log = logging.getLogger(__name__)
#: {subject: what draws its page for the address of the present request}.
PAGES: dict[str, Callable[[], str]] = {
    "visits": visits.html_of_report, "messages": messages.html_of_report, "applications": applications.html_of_report,
}  # fmt: skip


def of_mail(office_id: int, about: str) -> tuple[str, Attachment | None] | None:
    """(sentence at the end of the e-mail, file). None if the report is not sent as a file; without a file, and with a
    sentence that says so, if it cannot be made now."""
    recipient_id, on = (int(part) for part in about.split()[1:3])
    session = db.session()
    row = queries.recipient(session, office_id, recipient_id)
    report = queries.by_id(session, office_id, row.report_id) if row is not None else None
    if row is None or report is None or not report.with_file:
        return None
    person = queries.person_of(session, row)
    if person is None or not may_open(person, report) or not queries.may_be_file(session, report):
        return None
    try:
        file = _file(report, person, jalali.gregorian(on))
    except DomainError as refused:
        log.warning("the file of saved report %d could not be made: %s", report.id, refused.slug)
        file = None
    with force_locale(_language()):
        if file is None:
            return str(gettext("The PDF file could not be made this time.")), None
        return str(gettext("The report is attached as a PDF file.")), file


def _file(report: SavedReport, person: Person, day: date) -> Attachment:
    """What the page says when this person opens the link of that day."""
    days = words.period(report, day)
    by = report.by or (usual_division(days) if report.subject == "visits" else "")
    asked: dict[str, Any] = {"from": days.first.isoformat(), "to": days.last.isoformat()}
    asked |= {name: value for name, value in (("by", by), ("service", report.services.split())) if value}
    root = str(current_app.config["PUBLIC_URL"]) + directory.prefix(db.session(), report.office_id)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with app.app_context(), app.test_request_context("/", base_url=root, query_string=asked), force_locale(_language()):
        g.person = g.login = person
        html = PAGES[report.subject]()
        author = config_cache.of(db.session(), report.office_id).office.name.in_language(_language())
        content = of_html(html, Paper(author, who="mail"))
    first, last = days.days
    return Attachment(f"{report.subject}-{first}-{last}.pdf", content)


def _language() -> str:
    return str(current_app.config["LANGUAGE"])
