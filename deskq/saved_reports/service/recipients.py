"""Who gets links to a report."""

from deskq.access import permissions
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.saved_reports import queries
from deskq.saved_reports.events import RecipientChanged
from deskq.saved_reports.models import ReportRecipient, SavedReport, address_index
from deskq.saved_reports.rules import MOST_RECIPIENTS, AlreadyRecipient, TooManyRecipients
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person

SEE, SEE_CLERKS = "reports.see", "reports.clerks"
MAY_NOT = N_("This person may not open this report.")


def add(office_id: int, by: str, report_id: int, person_id: int, way: str, address: str) -> ReportRecipient:
    """``address``: a number in E.164 or an e-mail address, as ``views/addresses.py`` reads them."""
    with transaction(office_id, by) as tx:
        report = _report(tx, report_id)
        person = staff_queries.person(tx.session, person_id)
        if person is None or person.office_id != office_id:
            raise InvalidInput({"person_id": N_("Please choose one of the options.")})
        if not may_open(person, report):
            raise InvalidInput({"person_id": MAY_NOT})
        known = queries.recipients(tx.session, office_id).get(report_id, ())
        if any(row.address_index == address_index(address) for row in known):
            raise AlreadyRecipient
        if len(known) >= MOST_RECIPIENTS:
            raise TooManyRecipients(most=MOST_RECIPIENTS)
        row = ReportRecipient(
            office_id=office_id, report_id=report_id, person_id=person_id, way=way, address=address
        )  # fmt: skip
        tx.session.add(row)
        tx.session.flush()
        tx.record(RecipientChanged(report_id, person_id, "added", way))
        return row


def remove(office_id: int, by: str, report_id: int, recipient_id: int) -> None:
    """The address is erased with the row; links to it that wait are not sent."""
    with transaction(office_id, by) as tx:
        _report(tx, report_id)
        row = queries.recipient(tx.session, office_id, recipient_id)
        if row is None or row.report_id != report_id:
            raise NotFound
        tx.session.delete(row)
        tx.record(RecipientChanged(report_id, row.person_id, "removed", row.way))


def may_open(person: Person | None, report: SavedReport) -> bool:
    """Whether somebody works here and has the role for this report."""
    needed = SEE_CLERKS if report.by == "clerk" else SEE
    return person is not None and person.active and permissions.may(person.role, needed)


def _report(tx: Transaction, report_id: int) -> SavedReport:
    report = queries.by_id(tx.session, tx.office_id, report_id)
    if report is None:
        raise NotFound
    return report
