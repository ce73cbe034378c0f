"""What the commands of saved reports refuse, and that nothing is stored then."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.saved_reports.models import ReportRecipient, SavedReport
from deskq.saved_reports.rules import KEPT, LONGEST_NAME, MOST_RECIPIENTS, TooManyRecipients
from deskq.saved_reports.service import recipients, saved
from deskq.saved_reports.service.saved import Wanted
from deskq.staff import queries as staff_queries
from tests.offices.conftest import north
from tests.tools.refusals import refused_at

__all__ = ["north"]

WANTED = Wanted("ماهانه", "visits", "service", "month", False, None, None, "", "")


@pytest.fixture
def stored(app):
    """Each report with its name and since when it is deleted, each recipient."""

    def read() -> list[tuple[object, ...]]:
        reports = db.session().query(SavedReport.id, SavedReport.name, SavedReport.removed_at)
        sent_to = db.session().query(ReportRecipient.id, ReportRecipient.report_id)
        return [tuple(row) for row in (*reports, *sent_to)]

    return read


@pytest.mark.parametrize(
    "name",
    ["", " \u200c ", "ن" * (LONGEST_NAME + 1), "\ufdfa" * 30],
    ids=["empty", "nothing to read", "too long", "too long as it is compared"],
)
def test_a_report_has_a_name_that_can_be_read_and_kept(office, save, stored, name):
    report = save()
    before = stored()

    with refused_at("name"):
        save(name=name)
    with refused_at("name"):
        saved.change(office, "test", report.id, Wanted(**{**vars(WANTED), "name": name}))

    assert stored() == before


@pytest.mark.parametrize(
    "act",
    [
        lambda office, report, row: saved.change(office, "test", report, WANTED),
        lambda office, report, row: saved.remove(office, "test", report),
        lambda office, report, row: saved.restore(office, "test", report),
        lambda office, report, row: recipients.add(office, "test", report, 1, "mail", "a@example.ir"),
        lambda office, report, row: recipients.remove(office, "test", report, row),
    ],
    ids=["change", "remove", "restore", "add somebody", "remove somebody"],
)
def test_a_report_that_is_gone_or_of_another_office_is_not_found(office, north, save, send_to, stored, act):
    report = save()
    row = send_to(report)
    before = stored()

    for office_id, report_id in ((office, report.id + 1), (north, report.id)):
        with pytest.raises(NotFound):
            act(office_id, report_id, row.id)

    assert stored() == before


def test_a_report_is_restored_until_thirty_days_have_passed(office, save):
    report, other = save().id, save(name="دیگر").id
    for number in (report, other):
        saved.remove(office, "test", number)
    removed = clock.now()

    clock.fix(removed + KEPT - timedelta(seconds=1))
    assert saved.restore(office, "test", report).removed_at is None

    clock.fix(removed + KEPT)
    with pytest.raises(NotFound):
        saved.restore(office, "test", other)


def test_links_go_to_people_of_the_office_only(office, north, save, stored):
    report = save()
    elsewhere = next(person for person in staff_queries.people(db.session(), north) if person.role == "supervisor")
    before = stored()

    for person_id in (4711, elsewhere.id):
        with pytest.raises(InvalidInput) as refused:
            recipients.add(office, "test", report.id, person_id, "mail", "a@example.ir")
        assert set(refused.value.fields) == {"person_id"}
        assert refused.value.fields["person_id"] != recipients.MAY_NOT

    assert stored() == before


def test_a_report_is_sent_to_twenty_people_and_no_more(save, send_to, stored):
    report, other = save(), save(name="دیگر")
    for number in range(MOST_RECIPIENTS):
        send_to(report, address=f"{number}@example.ir")
    before = stored()

    with pytest.raises(TooManyRecipients) as refused:
        send_to(report, address="last@example.ir")

    assert refused.value.values == {"most": MOST_RECIPIENTS}
    assert stored() == before
    assert send_to(other, address="last@example.ir").report_id == other.id


def test_somebody_who_gets_another_report_is_not_removed_from_this_one(office, save, send_to, stored):
    report, other = save(), save(name="دیگر")
    row = send_to(other)
    before = stored()

    for number in (row.id, row.id + 1):
        with pytest.raises(NotFound):
            recipients.remove(office, "test", report.id, number)

    assert stored() == before
