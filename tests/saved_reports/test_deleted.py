"""A saved report that was deleted: restored, its name taken meanwhile, gone after thirty days."""

from deskq.core import clock
from deskq.core.extensions import db
from deskq.ops.retention_job import RULES
from deskq.saved_reports.models import ReportRecipient, SavedReport

PAGE = "/manage/reports/saved"


def test_a_deleted_report_is_restored_with_its_recipients(supervisor, save, send_to, look, page):
    report = f"{PAGE}/{send_to(save()).report_id}"

    assert supervisor.post(f"{report}/removal").status_code == 303
    assert supervisor.get(report).status_code == 404
    assert "Deleted in the last 30 days" in page(f"{PAGE}?lang=en")
    assert supervisor.post(f"{report}/restoration").status_code == 303

    assert supervisor.get(report).status_code == 302
    assert look().query(ReportRecipient).count() == 1
    assert "Deleted in the last 30 days" not in page(f"{PAGE}?lang=en")


def test_a_name_that_was_taken_meanwhile_is_not_given_twice(supervisor, save, look):
    report = f"{PAGE}/{save().id}"
    supervisor.post(f"{report}/removal")
    save()

    assert supervisor.post(f"{report}/restoration?lang=en").status_code == 409
    assert look().query(SavedReport).filter(SavedReport.removed_at.is_(None)).count() == 1


def test_after_thirty_days_a_deleted_report_and_its_addresses_are_gone(sign_in, save, send_to, look, office, later):
    report = f"{PAGE}/{send_to(save()).report_id}"
    sign_in("supervisor").post(f"{report}/removal")
    later(days=31)

    assert sign_in("supervisor").post(f"{report}/restoration").status_code == 404
    rule = next(rule for rule in RULES if rule.what.startswith("deleted saved reports"))
    assert rule.due(db.session(), office, clock.now()) == 1
    assert rule.remove(office, clock.now()) == 1
    assert (look().query(SavedReport).count(), look().query(ReportRecipient).count()) == (0, 0)
