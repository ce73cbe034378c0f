"""Reads saved reports, their recipients, and what became of the last links."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali
from deskq.office import business_day
from deskq.office.models import Office
from deskq.reports.period import rules
from deskq.saved_reports import rules as rules_of_reports
from deskq.saved_reports.mail.models import Mail
from deskq.saved_reports.models import ReportMailSetting, ReportRecipient, SavedReport
from deskq.saved_reports.rules import SEND_HOUR, SENDS
from deskq.sms.models import Notice
from deskq.staff.models import Person

#: First word of the key of an SMS or e-mail.
ABOUT = "report"
RECENT = 400


def saved(session: Session, office_id: int) -> list[SavedReport]:
    """The saved reports of an office, in the order of their names."""
    wanted = select(SavedReport).where(SavedReport.office_id == office_id, SavedReport.removed_at.is_(None))
    return list(session.scalars(wanted.order_by(SavedReport.name_key, SavedReport.id)))


def removed(session: Session, office_id: int, since: datetime) -> list[SavedReport]:
    """Deleted after ``since``, the last one first."""
    wanted = select(SavedReport).where(SavedReport.office_id == office_id, SavedReport.removed_at > since)
    return list(session.scalars(wanted.order_by(SavedReport.removed_at.desc(), SavedReport.id.desc())))


def by_id(session: Session, office_id: int, report_id: int) -> SavedReport | None:
    """None for one that was deleted, or is another office's."""
    found = session.get(SavedReport, report_id, populate_existing=True)
    mine = found is not None and found.office_id == office_id and found.removed_at is None
    return found if mine else None


def recipients(session: Session, office_id: int) -> Mapping[int, Sequence[ReportRecipient]]:
    """{report id: who gets it}."""
    wanted = select(ReportRecipient).where(ReportRecipient.office_id == office_id).order_by(ReportRecipient.id)
    found: dict[int, list[ReportRecipient]] = {}
    for row in session.scalars(wanted):
        found.setdefault(row.report_id, []).append(row)
    return found


def recipient(session: Session, office_id: int, recipient_id: int) -> ReportRecipient | None:
    found = session.get(ReportRecipient, recipient_id)
    return found if found is not None and found.office_id == office_id else None


def person_of(session: Session, row: ReportRecipient) -> Person | None:
    return session.get(Person, row.person_id, populate_existing=True)


def begun(office: Office, sends: str) -> int:
    """The first day of the present week or month."""
    return jalali.day_number(rules.period(sends, business_day.today(office)).first)


def offices_that_send(session: Session) -> list[int]:
    wanted = select(SavedReport.office_id).where(SavedReport.removed_at.is_(None), SavedReport.sends != "")
    return list(session.scalars(wanted.distinct().order_by(SavedReport.office_id)))


def due(session: Session, office: Office) -> list[SavedReport]:
    """Reports whose links are to be sent now."""
    if clock.local(clock.now()).hour < SEND_HOUR:
        return []
    begins = {sends: begun(office, sends) for sends in SENDS}
    wanted = select(SavedReport).where(
        SavedReport.office_id == office.id, SavedReport.removed_at.is_(None), SavedReport.sends != ""
    )
    rows = session.scalars(wanted.order_by(SavedReport.id).execution_options(populate_existing=True))
    return [row for row in rows if row.sent_for < begins[row.sends]]


def files_allowed(session: Session, office_id: int) -> bool:
    """Whether this office lets reports leave it as files in e-mails."""
    row = session.get(ReportMailSetting, office_id, populate_existing=True)
    return row is not None and row.files


def may_be_file(session: Session, report: SavedReport) -> bool:
    """Whether e-mails may have this report as a file."""
    return rules_of_reports.may_be_file(report.by, files_allowed(session, report.office_id))


def last_sent_at(session: Session, office_id: int, recipients: Iterable[int]) -> datetime | None:
    """When the last link to one of these recipients was created."""
    found = last_sent(session, office_id)
    return max((found[one].made_at for one in recipients if one in found), default=None)


def last_sent(session: Session, office_id: int) -> Mapping[int, Notice | Mail]:
    """{recipient id: the last link to them}."""
    found: dict[int, Notice | Mail] = {}
    texts = (Notice.office_id == office_id, Notice.about.startswith(f"{ABOUT} "))
    mails = (Mail.office_id == office_id, Mail.about.startswith(f"{ABOUT} "))
    rows: list[Notice | Mail] = []
    rows += session.scalars(select(Notice).where(*texts).order_by(Notice.id.desc()).limit(RECENT))
    rows += session.scalars(select(Mail).where(*mails).order_by(Mail.id.desc()).limit(RECENT))
    for row in rows:
        found.setdefault(int(row.about.split()[1]), row)
    return found
