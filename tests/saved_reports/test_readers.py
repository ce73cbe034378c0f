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
    ("fields", "status", "says"),
    [
        ({"way": "mail", "address": "manager@example.ir"}, 303, ""),
        ({"way": "sms", "address": "۰۹۱۲ ۱۲۳ ۴۵۶۷"}, 303, ""),
        ({"way": "mail", "address": "no address"}, 422, "Please enter an e-mail address"),
        ({"way": "mail", "address": "a@b.ir\r\nBcc: c@d.ir"}, 422, "Please enter an e-mail address"),
        ({"way": "mail", "address": "a..b@example.ir"}, 422, "Please enter an e-mail address"),
        ({"way": "sms", "address": "nine"}, 422, "Please enter a mobile number"),
        ({"way": "pigeon", "address": "x"}, 422, "Please choose one of the options."),
        ({"way": "mail", "address": "a@example.ir", "person": "karimi"}, 422, "may not open this report"),
    ],
)
def test_a_recipient_is_somebody_who_may_open_the_report(sign_in, client, save, people, fields, status, says):
    report = save()
    sign_in("supervisor")
    person = people[fields.get("person", "mayor")]
    data = {name: value for name, value in fields.items() if name != "person"} | {"person_id": person}

    answer = client.post(f"{PAGE}/{report.id}/recipients?lang=en", data=data)

    assert answer.status_code == status, answer.text
    assert says in answer.text
    assert db.session().query(ReportRecipient).count() == (1 if status == 303 else 0)
