"""A saved report that was deleted: restored, its name taken meanwhile, gone after thirty days."""

from datetime import timedelta

from deskq.core import clock
from deskq.core.extensions import db
from deskq.ops.retention_job import RULES
from deskq.saved_reports.models import ReportRecipient, SavedReport

PAGE = "/manage/reports/saved"
FIELDS = {"name": "ماهانهٔ خدمت‌ها", "what": "visits:service", "period": "month"}


def rows(look) -> list[SavedReport]:
    return list(look().query(SavedReport).order_by(SavedReport.id))


def test_a_deleted_report_is_restored_with_its_recipients(sign_in, client, save, send_to, look, page):
    report = save()
    send_to(report)
    sign_in("supervisor")

    assert client.post(f"{PAGE}/{report.id}/removal").status_code == 303
    assert client.get(f"{PAGE}/{report.id}").status_code == 404
    assert "Deleted in the last 30 days" in page(f"{PAGE}?lang=en")
    assert client.post(f"{PAGE}/{report.id}/restoration").status_code == 303

    assert client.get(f"{PAGE}/{report.id}").status_code == 302
    assert look().query(ReportRecipient).count() == 1
    assert "Deleted in the last 30 days" not in page(f"{PAGE}?lang=en")


def test_a_name_that_was_taken_meanwhile_is_not_given_twice(sign_in, client, save, look):
    report = save()
    sign_in("supervisor")
    client.post(f"{PAGE}/{report.id}/removal")
    save()

    answer = client.post(f"{PAGE}/{report.id}/restoration?lang=en")

    assert answer.status_code == 409
    assert sum(row.removed_at is None for row in rows(look)) == 1


def test_after_thirty_days_a_deleted_report_and_its_addresses_are_gone(sign_in, client, save, send_to, look, office):
    report = save()
    send_to(report)
    sign_in("supervisor")
    client.post(f"{PAGE}/{report.id}/removal")
    clock.fix(clock.now() + timedelta(days=31))
    sign_in("supervisor")

    assert client.post(f"{PAGE}/{report.id}/restoration").status_code == 404
    rule = next(rule for rule in RULES if rule.what.startswith("deleted saved reports"))
    assert rule.due(db.session(), office, clock.now()) == 1
    assert rule.remove(office, clock.now()) == 1
    assert (rows(look), look().query(ReportRecipient).count()) == ([], 0)
