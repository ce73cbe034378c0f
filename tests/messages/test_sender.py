"""The sender is disclosed on request with a reason, on the page and on paper; each access is journalled."""

from deskq.core.db import journal
from deskq.messages.service import refer as refer_service
from deskq.messages.service.refer import refer


def test_the_sender_is_masked_and_each_disclosure_requires_a_reason_and_is_journalled(sign_in, office, file, look):
    made = file("complaint", body="متصدی بد رفتار کرد")
    client = sign_in("inspectorate")
    address = f"/inbox/{made.id}/sender"

    assert "سارا احمدی" not in client.get(f"/inbox/{made.id}").text
    assert client.post(address, data={"why": " "}).status_code == 422
    shown = client.post(address, data={"why": "تماس با شاکی"})

    assert "سارا احمدی" in shown.text
    assert "۰۹۱۲۱۲۳۴۵۶۷" in shown.text  # as it is dialled
    assert shown.headers["Cache-Control"] == "no-store"
    assert [entry.kind for entry in journal.walk(look(), office)][-1] == "message.sender_revealed"


def test_a_unit_that_only_referred_a_message_cannot_see_the_sender(sign_in, file, units, action):
    made = file("complaint")
    refer(action("inspectorate", made), units["city_services"])
    refer_service.pass_on(action("city", made), units["green_space"], "فضای سبز است")

    page = sign_in("city").get(f"/inbox/{made.id}")

    assert page.status_code == 200
    assert f"/inbox/{made.id}/sender" not in page.text
    assert sign_in("city").post(f"/inbox/{made.id}/sender", data={"why": "ببینم"}).status_code == 403


def test_a_work_order_names_the_sender_only_on_request(sign_in, file):
    made = file("complaint", address="خیابان امام")
    client = sign_in("inspectorate")
    address = f"/inbox/{made.id}/work-order"

    plain = client.get(address).text
    assert "سارا احمدی" not in plain
    assert 'class="qr"' in plain
    assert "خیابان امام" in plain
    assert client.post(address, data={}).status_code == 422
    assert "سارا احمدی" in client.post(address, data={"why": "مأمور باید زنگ بزند"}).text


def test_each_opening_of_a_report_is_journalled(sign_in, office, file, units, look):
    made = file("report", body="رشوه خواستند", about_unit_id=units["civil_works"])
    client = sign_in("inspectorate")

    assert "رشوه خواستند" in client.get(f"/inbox/{made.id}").text
    client.get(f"/inbox/{made.id}")

    kinds = [entry.kind for entry in journal.walk(look(), office)]
    assert kinds.count("message.report_read") == 2
