"""Sends the links that are due: records it once, with the SMS and e-mails in the same commit (listeners.py)."""

from sqlalchemy.orm import Session

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.transactions import transaction
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.saved_reports import queries
from deskq.saved_reports.events import ReportFilesSet, ReportSent, ReportSentNow
from deskq.saved_reports.mail import outbox as mail_outbox
from deskq.saved_reports.models import ReportMailSetting, ReportRecipient, SavedReport
from deskq.saved_reports.rules import SENT_AGAIN_AFTER, NobodyToSendTo, SentJustNow
from deskq.saved_reports.service.recipients import may_open
from deskq.sms import outbox as sms_outbox

SYSTEM = "reports"


def send_due(office_id: int) -> int:
    """Returns the number of links. Reads first, and again with the office locked: of several processes one sends."""
    session = db.session()
    if not queries.due(session, office_queries.office(session, office_id)):
        return 0
    sent = 0
    with transaction(office_id, SYSTEM) as tx:
        office = office_queries.office(tx.session, office_id)
        for report in queries.due(tx.session, office):
            report.sent_for = queries.begun(office, report.sends)
            ways = [row.way for row in reachable(tx.session, report)]
            if ways:
                tx.record(ReportSent(report.id, report.sent_for, ways.count("sms"), ways.count("mail")))
            sent += len(ways)
    return sent


def send_now(office_id: int, by: str, report_id: int) -> int:
    """Send a report to its list outside of its turn: its period is that before today. Returns the number of links."""
    with transaction(office_id, by) as tx:
        report = queries.by_id(tx.session, office_id, report_id)
        if report is None:
            raise NotFound
        rows = reachable(tx.session, report)
        if not rows:
            raise NobodyToSendTo
        last = queries.last_sent_at(tx.session, office_id, [row.id for row in rows])
        if last is not None and tx.at - last < SENT_AGAIN_AFTER:
            raise SentJustNow
        ways = [row.way for row in rows]
        today = jalali.day_number(business_day.today(office_queries.office(tx.session, office_id)))
        mark = int(tx.at.timestamp())
        tx.record(ReportSentNow(report.id, today, mark, ways.count("sms"), ways.count("mail")))
        return len(rows)


def allow_files(office_id: int, by: str, allowed: bool) -> None:
    """Whether reports may leave the office as files in e-mails."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(ReportMailSetting, office_id, populate_existing=True)
        if row is None:
            row = ReportMailSetting(office_id=office_id, files=False)
            tx.session.add(row)
        if row.files != allowed:
            row.files = allowed
            tx.record(ReportFilesSet(allowed))


def reachable(session: Session, report: SavedReport) -> list[ReportRecipient]:
    """The recipients of a report who may open it, by ways that this installation has."""
    on = {"sms": sms_outbox.is_on(), "mail": mail_outbox.is_on()}
    mine = queries.recipients(session, report.office_id).get(report.id, ())
    return [row for row in mine if on[row.way] and may_open(queries.person_of(session, row), report)]
