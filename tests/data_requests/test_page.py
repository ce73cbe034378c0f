"""The inspectorate's page to look up, export and erase personal data; the number is in no URL, log or journal."""

import io
import json
import logging
import tarfile

import pytest

from deskq.application_opening.service.create import open_application
from deskq.application_opening.service.new_application import NewApplication
from deskq.core.db import journal
from deskq.core.extensions import db
from tests.data_requests.conftest import COUNTS, ID, NAME, NOTE, PHONE

FORM = {"phone": PHONE, "why": "نامهٔ ۱۲"}


@pytest.fixture
def page(client, sign_in):
    return sign_in("inspectorate")


def test_the_page_shows_counts_without_content(one, page):
    nothing = "There is no data under this number."

    answer = page.post("/manage/person?lang=en", data=FORM)

    assert answer.status_code == 200
    assert "Data we hold" in answer.text
    assert NAME not in answer.text
    assert nothing not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert nothing in page.post("/manage/person?lang=en", data=FORM | {"phone": "09129999999"}).text


def test_the_export_is_complete(one, page):
    answer = page.post("/manage/person/copy", data=FORM)

    assert (answer.status_code, answer.mimetype) == (200, "application/x-tar")
    assert PHONE[-7:] not in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    with tarfile.open(fileobj=io.BytesIO(answer.data)) as tar:
        stored = json.loads(tar.extractfile("person.json").read())
    assert NAME in str(stored["messages"])
    assert NOTE in str(stored["visit_notes"])
    assert [row["travel"]["value"] for row in stored["joined"]["items"]] == [25, 25]


def test_erasure_requires_the_last_four_digits_again(one, page, held):
    wrong = page.post("/manage/person/erasure?lang=en", data={**FORM, "tail": "1111"})
    assert (wrong.status_code, "These are not the last four digits" in wrong.text) == (422, True)
    assert held() == COUNTS

    answer = page.post("/manage/person/erasure?lang=en", data={**FORM, "tail": "۴۵۶۷"}, follow_redirects=True)

    said = "Erased: Messages: 1, Commission sessions: 1, Inspections: 1, Applications: 1, Referrals from the desk: 1, "
    assert said + "Text messages received: 1" in answer.text
    assert held() == dict.fromkeys(COUNTS, 0)


def test_erasing_open_messages_requires_a_confirmation(one, file, page, held):
    file("request", still_open=True, address="خیابان امام")
    form = {**FORM, "tail": PHONE[-4:]}

    refused = page.post("/manage/person/erasure?lang=en", data=form)

    assert refused.status_code == 409
    assert "Messages and applications of this person still being worked on: 1" in refused.text
    assert page.post("/manage/person/erasure", data={**form, "also_open": "1"}).status_code == 303
    assert sum(held().values()) == 0


def test_a_confidential_report_is_never_found(file, page):
    file("report", body="رشوه خواستند")

    answer = page.post("/manage/person?lang=en", data={**FORM, "reports": "1"})
    copy = page.post("/manage/person/copy", data=FORM)

    assert answer.status_code == 422  # there is no such field
    assert "رشوه".encode() not in copy.data


def test_the_number_is_in_no_url_log_or_journal(one, page, office, caplog):
    caplog.set_level(logging.DEBUG)
    for path, more in (("", {}), ("/copy", {}), ("/erasure", {"tail": "0"}), ("/erasure", {"tail": ID[-4:]})):
        answer = page.post(f"/manage/person{path}", data={"national_id": ID, "why": "نامه", **more})
        assert ID not in str(answer.headers)

    told = list(journal.walk(db.session(), office))

    texts = (caplog.text, *(entry.body for entry in told))
    assert not any(secret in text for text in texts for secret in (ID, PHONE[1:], NAME))
    assert {"person.looked_up", "person.exported", "person.forgotten"} <= {entry.kind for entry in told}


def test_an_open_application_is_named_as_one_before_it_is_erased(office, page):
    typed = NewApplication("art100", name=NAME, phone=PHONE, received=frozenset({"inspector_report", "identity"}))
    open_application(office, "test", None, typed, "open")

    found = page.post("/manage/person?lang=en", data=FORM)
    refused = page.post("/manage/person/erasure?lang=en", data={**FORM, "tail": PHONE[-4:]})

    assert "Messages and applications still being worked on: 1." in found.text
    assert (refused.status_code, "Messages and applications of this person" in refused.text) == (409, True)
