"""A table of messages of earlier years is checked, imported once, counted by its days, and may be undone."""

import json
from io import BytesIO

import pytest

from deskq.coding import counts
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.core.text.half_years import Half
from deskq.core.transactions import transaction
from deskq.message_import import jobs, queries, service
from deskq.message_import.models import MessageImport
from deskq.message_import.rules import fields, rows
from deskq.message_settings.models import Category
from deskq.messages.models import Message, Sender
from deskq.messages.queries import kept_promises
from deskq.sms.models import Sms

HALF = Half(13972)
HEADERS = ["شماره", "تاریخ", "نوع", "موضوع", "متن", "محل", "نتیجه", "پاسخ", "رأی شکایت", "ریشه"]
ROWS = [line.split("|") for line in (
    "12|1397/10/25|شکایت|رفتار کارکنان|با ما تند حرف زدند|میز خدمت||از شما پوزش می‌خواهیم|وارد|رفتار کارکنان",
    "13|۱۳۹۷/۱۱/۰۲||چاله و لکه‌گیری آسفالت|چاله|خیابان امام|انجام شد|پر شد||",
    "14|1397-13-40|||روز نادرست|||||",
    "15|1397/10/25|انتقاد||رأی انتقاد||||وارد|",
)]  # fmt: skip


def table() -> list[tuple[int, list[str]]]:
    return list(enumerate(ROWS, 2))


def imported(office, table=table) -> MessageImport:
    made = service.check(office, "person:1", 1, "1397.csv", HEADERS, table()).id
    service.start(office, "person:1", made)
    jobs.work_on()
    return queries.by_id(db.session(), office, made)


def messages(office) -> list[Message]:
    wanted = db.session().query(Message).filter(Message.import_id.is_not(None), Message.state != "withdrawn")
    return wanted.order_by(Message.id).all()


def test_checking_says_what_would_be_done_and_imports_nothing(office):
    row = service.check(office, "person:1", 1, "1397.csv", HEADERS, table())

    assert (row.total, row.refused, row.state) == (2, 2, "checked")
    assert messages(office) == []


def test_imported_messages_have_their_days_and_what_became_of_them(office, about):
    row = imported(office)

    complaint, request = messages(office)
    assert (row.state, row.made, row.same, row.refused) == ("done", 2, 0, 2)
    assert (complaint.kind, complaint.day, complaint.verdict, complaint.root_cause) == (
        "complaint", 13971025, "upheld", "conduct",
    )  # fmt: skip
    assert (request.state, request.outcome, request.address) == ("closed", "done", "خیابان امام")
    assert sum(one.items for one in counts.counted(db.session(), office, HALF.days)) == 2


def test_an_import_tells_nobody_and_breaks_no_deadline(office):
    imported(office)

    first = messages(office)[0]
    assert db.session().query(Sms).count() == 0
    assert (first.first_due_at, first.escalates_at) == (None, None)
    assert kept_promises.promises_kept(db.session(), office, first.registered_at, first.recorded_at) == (0, 0)
    kinds = [entry.kind for entry in journal.walk(db.session(), office)]
    assert "message.registered" not in kinds
    assert kinds.count("message.past") == 2


def test_the_same_table_imported_again_changes_nothing(office):
    imported(office)
    again = imported(office)

    assert (again.made, again.same) == (0, 2)
    assert len(messages(office)) == 2


def test_equal_rows_without_a_number_are_different_messages_and_imported_once(office):
    equal = lambda: [(n, ["", "1397/10/25", "", "", "چراغ خاموش است", "", "", "", "", ""]) for n in (2, 3)]  # noqa: E731

    assert imported(office, equal).made == 2
    assert imported(office, equal).made == 0


def test_an_undone_import_is_not_counted_and_can_be_imported_again(office):
    row = imported(office)

    service.undo(office, "person:1", row.id)
    jobs.work_on()

    assert (messages(office), counts.counted(db.session(), office, HALF.days)) == ([], [])
    assert queries.by_id(db.session(), office, row.id).state == "undone"
    assert imported(office).made == 2


def test_a_stopped_import_goes_on_where_it_was(office):
    many = lambda: [(n, [str(n), "1397/10/25", "", "", f"متن {n}", "", "", "", "", ""]) for n in range(90)]  # noqa: E731
    made = service.check(office, "person:1", 1, "many.csv", HEADERS, many()).id
    service.start(office, "person:1", made)
    service.work(office, made)
    service.stop(office, "person:1", made)
    jobs.work_on()
    stopped = len(messages(office))

    service.start(office, "person:1", made)
    jobs.work_on()

    assert (stopped, len(messages(office))) == (service.PIECE, 90)


def test_the_table_is_encrypted_and_no_sender_gets_texts(office):
    row = imported(office)

    stored = db.session().execute(db.text("SELECT content FROM message_import WHERE id = :id"), {"id": row.id}).scalar()
    assert "چاله" not in stored
    assert {
        sender.texts for sender in db.session().query(Sender).filter(Sender.message_id == messages(office)[0].id)
    } == {False}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({1: ""}, "date", rows.EMPTY),
        ({1: "30/07/1397"}, "date", rows.WRONG_DAY),
        ({1: "1499/01/01"}, "date", rows.FUTURE_DAY),
        ({2: "گزارش محرمانه"}, "kind", rows.NO_REPORTS),
        ({3: "چیزی که نیست"}, "subject", rows.UNKNOWN),
        ({4: ""}, "text", rows.EMPTY),
        ({5: "x" * 301}, "place", rows.TOO_LONG),
        ({8: "وارد", 2: "انتقاد"}, "verdict", rows.NO_COMPLAINT),
    ],
)
def test_a_wrong_cell_is_named_with_its_reason(office, changes, field, words):
    cells = [changes.get(place, cell) for place, cell in enumerate(ROWS[0])]

    with pytest.raises(rows.WrongCell) as wrong:
        rows.read(2, cells, fields.columns(HEADERS), service._known(office))

    assert (wrong.value.field, wrong.value.words) == (field, words)


def test_a_table_without_a_date_says_which_columns_it_needs(office):
    with pytest.raises(fields.ColumnsMissing) as refused:
        service.check(office, "person:1", 1, "x.csv", ["متن"], [])

    assert refused.value.values["missing"] == ("تاریخ", "Date")


def test_a_table_goes_its_whole_way_on_the_pages(office, sign_in):
    reader = sign_in("supervisor")
    lines = "\r\n".join(",".join(cells) for cells in [HEADERS, *ROWS])
    address = "/manage/message-imports"

    missing = reader.post(address, data={"request_key": "a" * 22})
    assert missing.status_code == 422
    sent = {"request_key": "b" * 22, "file": (BytesIO(lines.encode("utf-8-sig")), "1397.csv")}
    checked = reader.post(address, data=sent, content_type="multipart/form-data")
    assert checked.status_code == 303, checked.text
    assert "این تاریخ نیست" in reader.get(checked.location).text
    assert "تنها شکایت رأی دارد." in reader.get(f"{checked.location}/refused.csv").text
    reader.post(f"{checked.location}/start")
    assert reader.get(f"{checked.location}/progress").json["state"] == "running"
    jobs.work_on()
    page = reader.get(checked.location).text
    assert "/manage/coding/1397-2/several" in page
    assert "نیمهٔ دوم ۱۳۹۷" in page
    message = messages(office)[0]
    assert "از فایل وارد شد" in sign_in("inspectorate").get(f"/inbox/{message.id}").text


@pytest.mark.parametrize(
    ("column", "typed", "code"),
    [
        ("kind", "درخواست", "request"),
        ("kind", "تشكر", "praise"),
        ("channel", "137", "phone"),
        ("channel", "سايت", "web"),
    ],
)
def test_usual_words_of_towns_are_understood(office, column, typed, code):
    known = {"kind": rows.KINDS, "channel": rows.CHANNELS}[column]

    assert known[persian.search_key(typed)] == code


def test_a_subject_that_was_retired_after_the_check_is_still_that_of_the_past(office, about):
    made = service.check(office, "person:1", 1, "1397.csv", HEADERS, table()).id
    category_id = about().category_by_code["asphalt"].id
    with transaction(office, "test") as tx:
        tx.session.get_one(Category, category_id).offered = False
        tx.config_changed()

    service.start(office, "person:1", made)
    jobs.work_on()

    assert queries.by_id(db.session(), office, made).state == "done"
    assert category_id in [message.category_id for message in messages(office)]


def test_a_row_that_is_no_longer_possible_is_refused_and_the_others_are_imported(office, sign_in):
    """Else the job would try it for ever, and imports of other offices would wait behind it."""
    made = service.check(office, "person:1", 1, "1397.csv", HEADERS, table()).id
    with transaction(office, "test") as tx:
        row = queries.by_id(tx.session, office, made)
        content = json.loads(row.content)
        content["rows"][1]["category_id"] = 999_999
        row.content = json.dumps(content)

    service.start(office, "person:1", made)
    jobs.work_on()

    row = queries.by_id(db.session(), office, made)
    assert (row.state, row.done, row.made, row.same, row.refused) == ("done", 2, 1, 0, 3)
    refused = sign_in("supervisor").get(f"/manage/message-imports/{made}/refused.csv").text
    assert "1397/11/02" in refused
    assert "چاله" in refused


def test_an_import_with_a_fault_is_stopped_with_words_and_the_next_one_is_done(office, sign_in):
    faulty, good = (service.check(office, "person:1", 1, "1397.csv", HEADERS, table()).id for _ in range(2))
    with transaction(office, "test") as tx:
        row = queries.by_id(tx.session, office, faulty)
        content = json.loads(row.content)
        del content["rows"][0]["place"]  # nothing that a person can cause
        row.content = json.dumps(content)
    for made in (faulty, good):
        service.start(office, "person:1", made)

    with pytest.raises(KeyError):
        jobs.work_on()
    jobs.work_on()

    states = [queries.by_id(db.session(), office, made).state for made in (faulty, good)]
    assert states == ["cancelled", "done"]
    page = f"/manage/message-imports/{faulty}"
    assert "به‌سبب خطایی در سامانه" in sign_in("supervisor").get(page).text
    service.start(office, "person:1", faulty)
    assert "به‌سبب خطایی در سامانه" not in sign_in("supervisor").get(page).text


def test_a_refused_row_is_shown_with_what_its_cell_says(office, sign_in):
    long = "x" * 301
    rows_of = [*table(), (9, ["", "1397/10/25", "", "", "متن", long, "", "", "", ""])]
    made = service.check(office, "person:1", 1, "1397.csv", HEADERS, rows_of).id

    page = sign_in("supervisor").get(f"/manage/message-imports/{made}").text

    assert "<bdi>1397-13-40</bdi>" in page
    assert "<bdi>وارد</bdi>" in page
    assert f"<bdi>{long[:59]}…</bdi>" in page


def test_complaints_of_which_the_table_says_no_result_are_not_called_unanswered(office):
    told, untold = (2, ROWS[0]), (3, ["14", "1397/10/26", "شکایت", "", "کسی جواب نداد", "", "", "", "", ""])

    imported(office, lambda: [told, untold])

    assert counts.verdicts(db.session(), office, HALF.days) == {"upheld": 1, "not_stated": 1}
