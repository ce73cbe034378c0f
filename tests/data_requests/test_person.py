"""Data of one person: found by number or national ID everywhere, exported, erased; others are unchanged."""

import json
import tarfile

import pytest

from deskq.appointments.models import Appointment
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.data_requests import service as data_requests
from deskq.messages.models import Photo, Sender
from deskq.messages.queries import message as message_queries
from deskq.web import uploads
from tests.conftest import KEY
from tests.data_requests.conftest import COUNTS, ID, NAME, OTHER, PHONE
from tests.tools.refusals import refused_at

KINDS = ("person.looked_up", "person.exported", "person.forgotten")
NOTHING = dict.fromkeys(COUNTS, 0)
#: Stored without a national ID, and found by the number alone.
BY_NUMBER = ("joined", "texts", "visit_notes", "numbers", "texted")


def by_phone(reports: bool = False):
    return data_requests.subject_from_input(PHONE, "", KEY, reports)


def told(office: int) -> list[journal.Entry]:
    return [entry for entry in journal.walk(db.session(), office) if entry.kind in KINDS]


@pytest.mark.parametrize("spelling", [PHONE, "۰۹۱۲ ۱۲۳ ۴۵۶۷", "+98 912 123 4567"])
def test_a_person_is_found_by_number_in_any_spelling(one, held, spelling):
    assert held(spelling) == COUNTS


def test_a_person_is_found_by_national_id_where_it_was_given(one, held):
    assert held("", "۰۴۹۹۳۷۰۸۹۹") == {kind: 0 if kind in BY_NUMBER else 1 for kind in COUNTS}


@pytest.mark.parametrize(
    ("phone", "national_id", "field"),
    [("", "", "phone"), (PHONE, ID, "phone"), ("12", "", "phone"), ("", "0499370890", "national_id")],
)
def test_one_valid_number_is_required(app, phone, national_id, field):
    with refused_at(field):
        data_requests.subject_from_input(phone, national_id, KEY)


def test_only_the_data_of_this_person_is_erased(office, one, held):
    code = one.code

    counts = data_requests.erase_data(office, "test", by_phone(), "نامهٔ ۱۲")

    assert counts == COUNTS
    assert (held(), held(OTHER)) == (NOTHING, COUNTS)
    assert held("", ID) == NOTHING
    message = message_queries.by_code(db.session(), office, code)
    sender = db.session().get_one(Sender, message.id)
    assert (sender.name, sender.phone, sender.national_id, sender.address) == ("", "", "", "")
    assert sender.erased_at is not None
    assert (message.body, message.state) == ("رفتار بد در باجه", "withdrawn")
    assert sorted(row.state for row in db.session().query(Appointment)) == ["arrived", "arrived"]


def test_with_an_open_message_nothing_is_erased_unless_requested(office, one, file, held):
    file("request", still_open=True, address="خیابان امام")

    with pytest.raises(data_requests.StillOpen) as refused:
        data_requests.erase_data(office, "test", by_phone(), "نامه")

    assert refused.value.values == {"count": 1}
    assert held() == COUNTS | {"messages": 2}
    assert data_requests.erase_data(office, "test", by_phone(), "نامه", also_open=True)["messages"] == 2
    assert held() == NOTHING


def test_a_confidential_report_is_found_only_if_reports_are_included(office, one, file, held):
    report = file("report", body="رشوه خواستند")

    assert (held(), held(reports=True)) == (COUNTS, COUNTS | {"messages": 2})
    data_requests.erase_data(office, "test", by_phone(), "نامه")
    assert db.session().get_one(Sender, report.id).name == NAME
    data_requests.erase_data(office, "test", by_phone(reports=True), "نامه")
    db.session().expire_all()
    assert db.session().get_one(Sender, report.id).name == ""


def test_the_journal_has_counts_and_reason_without_personal_data(office, one):
    for act in (data_requests.look_up, data_requests.export_data, data_requests.erase_data):
        act(office, "test", by_phone(), "نامهٔ ۱۲")

    entries = told(office)

    assert tuple(entry.kind for entry in entries) == KINDS
    salts = {entry.facts["salt"]["why"] for entry in entries}
    assert all(entry.facts | {"salt": ""} == {"counts": COUNTS, "why": "نامهٔ ۱۲", "salt": ""} for entry in entries)
    assert len(salts) == len(entries)


@pytest.mark.parametrize("why", ["", "  ", "شمارهٔ ۰۹۱۲-۱۲۳۴۵۶۷", "09121234567", "+98 912 123 4567"])
def test_a_reason_is_required_and_must_not_contain_the_number(office, one, why):
    with refused_at("why"):
        data_requests.look_up(office, "test", by_phone(), why)

    assert told(office) == []


@pytest.fixture
def picture(app, one):
    name = "b" * 40 + ".webp"
    uploads.folder().mkdir(exist_ok=True)
    (uploads.folder() / name).write_bytes(b"a picture")
    db.session().add(Photo(message_id=one.id, kind="report", file=name, at=one.registered_at))
    db.session().commit()
    yield name
    (uploads.folder() / name).unlink(missing_ok=True)


def run(app, *args: str, **more: str):
    db.session.remove()
    answer = app.test_cli_runner().invoke(args=[*args], **more)
    db.session.remove()
    return answer


def test_the_json_export_is_labelled_in_two_languages(app, one, picture, tmp_path):
    target = tmp_path / "person.json"

    answer = run(app, "export-person", "--phone", PHONE, str(target))

    assert answer.exit_code == 0, answer.output
    assert target.stat().st_mode & 0o777 == 0o600
    read = json.loads(target.read_text())
    message = read["messages"]["items"][0]
    assert read["messages"]["label"] == "پیام‌ها"
    assert message["name"] == {"label": "نام", "value": NAME}
    assert message["code"]["value"].replace(" ", "") == one.code
    assert [stage["what"]["value"] for stage in message["stages"]["value"]] == ["ثبت", "پس گرفتن"]
    assert message["photos"]["value"] == [picture]
    assert read["numbers"]["items"][0]["phone"]["value"] == "+989121234567"
    assert len(read["appointments"]["items"]) == len(read["texts"]["items"]) == 1
    assert OTHER[-7:] not in target.read_text()


def test_the_tar_export_contains_the_photos(app, picture, tmp_path):
    target = tmp_path / "person.tar"

    answer = run(app, "export-person", str(target), input=f"{PHONE}\n")

    assert answer.exit_code == 0, answer.output
    with tarfile.open(target) as tar:
        assert tar.getnames() == ["person.json", f"photos/{picture}"]
        assert tar.extractfile(f"photos/{picture}").read() == b"a picture"


def test_an_existing_file_is_not_overwritten(app, one, tmp_path):
    target = tmp_path / "person.json"
    target.write_text("mine")

    answer = run(app, "export-person", "--phone", PHONE, str(target))

    assert answer.exit_code == 1
    assert target.read_text() == "mine"


def test_the_command_lists_confirms_and_erases(app, one, held):
    shown = run(app, "erase-person", "--phone", PHONE, "--dry-run")
    assert (shown.exit_code, "     1  Messages" in shown.output, held()) == (0, True, COUNTS)
    refused = run(app, "erase-person", "--phone", PHONE, input="n\n")
    assert (refused.exit_code, held()) == (1, COUNTS)

    answer = run(app, "erase-person", "--national-id", ID, input="y\n")

    assert answer.exit_code == 0, answer.output
    assert held() == NOTHING | {kind: COUNTS[kind] for kind in BY_NUMBER}


def test_the_command_reports_the_number_of_open_messages(app, one, file, held):
    file("request", still_open=True, address="خیابان امام")

    answer = run(app, "erase-person", "--phone", PHONE, "--yes")

    assert answer.exit_code == 1
    assert "Messages and applications of this person still being worked on: 1" in answer.output
    assert run(app, "erase-person", "--phone", PHONE, "--yes", "--also-open").exit_code == 0
    assert held() == NOTHING
