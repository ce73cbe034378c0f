"""Who opens saved reports, and who may be sent a link to one."""

import pytest

from deskq.core.extensions import db
from deskq.saved_reports.models import ReportRecipient

PAGE = "/manage/reports/saved"
FIELDS = {"name": "ماهانهٔ خدمت‌ها", "what": "visits:service", "period": "month"}


@pytest.mark.parametrize(("who", "sees", "saves"), [("supervisor", 200, 303), ("admin", 200, 303), ("mayor", 200, 403)])
def test_executives_open_what_supervisors_save(sign_in, client, save, who, sees, saves):
    report = save(name="دیده")
    sign_in(who)

    assert client.get(PAGE).status_code == sees
    assert "دیده" in client.get(PAGE).text
    assert client.get(f"{PAGE}/{report.id}").status_code == 302
    assert client.post(PAGE, data=FIELDS).status_code == saves


def test_reports_about_single_clerks_are_for_supervisors(sign_in, client, save):
    report = save(name="کارمندان", by="clerk")

    sign_in("mayor")
    assert "کارمندان" not in client.get(PAGE).text
    assert client.get(f"{PAGE}/{report.id}").status_code == 403
    sign_in("supervisor")
    assert client.get(f"{PAGE}/{report.id}").status_code == 302


@pytest.mark.parametrize(
    ("way", "address", "person", "status", "says"),
    [
        ("mail", "manager@example.ir", "mayor", 303, ""),
        ("sms", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "mayor", 303, ""),
        ("mail", "no address", "mayor", 422, "Please enter an e-mail address"),
        ("mail", "a@b.ir\r\nBcc: c@d.ir", "mayor", 422, "Please enter an e-mail address"),
        ("mail", "a..b@example.ir", "mayor", 422, "Please enter an e-mail address"),
        ("sms", "nine", "mayor", 422, "Please enter a mobile number"),
        ("pigeon", "x", "mayor", 422, "Please choose one of the options."),
        ("mail", "a@example.ir", "karimi", 422, "may not open this report"),
    ],
)
def test_a_recipient_is_somebody_who_may_open_the_report(supervisor, save, people, way, address, person, status, says):
    data = {"way": way, "address": address, "person_id": people[person]}

    answer = supervisor.post(f"{PAGE}/{save().id}/recipients?lang=en", data=data)

    assert answer.status_code == status, answer.text
    assert says in answer.text
    assert db.session().query(ReportRecipient).count() == (1 if status == 303 else 0)
