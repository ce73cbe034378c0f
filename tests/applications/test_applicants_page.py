"""What the applicant does on the tracking page after the four digits, and how it reaches the unit."""

import zlib
from datetime import timedelta
from io import BytesIO

import pytest

from deskq.applications import retention
from deskq.applications.models import ApplicationFile
from deskq.applications.queries import application as queries
from deskq.applications.service import endings, stages
from deskq.core import clock
from deskq.web import uploads
from deskq.web.images import Frame
from tests.applications.conftest import BOTH, DOCUMENTS
from tests.conftest import MORNING
from tests.images import picture

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def lacking(opened):
    """An application that lacks its title deed."""
    return opened(received=DOCUMENTS - {"deed"})


@pytest.fixture
def citizen(browser):
    """``citizen(application)``: a browser in which the applicant is proven; ``post("call", words=...)`` of it sends."""

    def proven(application, digits: str = "4567"):
        page = browser()
        answer = page.post(f"/track/{application.code}/application/proof", data={"digits": digits})
        assert answer.status_code == 303, answer.text
        page.send = lambda button, **data: page.post(f"/track/{application.code}/application/{button}", data=data)
        page.look = lambda: page.get(f"/track/{application.code}").text
        return page

    return proven


def paper(content: bytes = PAPER, name: str = "deed.pdf") -> tuple[BytesIO, str]:
    return BytesIO(content), name


@BOTH
def test_a_missing_document_goes_from_the_phone_to_the_unit_and_is_received(lacking, citizen, sign_in, look, now_of):
    phone = citizen(lacking)
    files = [paper(), (picture(), "deed.jpg")]

    assert phone.send("files", document="deed", photos=files).status_code == 303
    assert phone.send("files", document="deed", photos=[paper()]).status_code == 303  # sent twice, stored once

    assert "۲ فایل رسید" in phone.look()
    clerk = sign_in("karimi")
    address = f"/applications/{lacking.id}"
    assert address in clerk.get("/applications?tab=arrived").text
    names = [one.file for one in queries.files(look(), lacking.id)]
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "webp"]
    for name in names:
        assert name in clerk.get(address).text
    sent = clerk.get(f"{address}/files/{names[0]}")
    assert (sent.data, sent.mimetype) == (PAPER, "application/pdf")
    assert sent.headers["Content-Disposition"].startswith("attachment;")

    clerk.post(f"{address}/documents", data={"documents": "deed"})

    assert (now_of(lacking.id).state, now_of(lacking.id).arrived_at) == ("open", None)
    assert address not in clerk.get("/applications?tab=arrived").text
    assert {one.state for one in queries.files(look(), lacking.id)} == {"accepted"}


def test_files_that_cannot_be_used_are_given_back_with_a_reason(lacking, citizen, action, now_of):
    phone = citizen(lacking)
    phone.send("files", document="deed", photos=[paper()])

    stages.return_files(action("planner", lacking), "deed", "گوشهٔ سند بریده است.")

    assert "گوشهٔ سند بریده است." in phone.look()
    assert now_of(lacking.id).arrived_at is None
    with pytest.raises(stages.NoFilesSent):
        stages.return_files(action("planner", lacking), "deed", "دوباره")
    assert phone.send("files", document="deed", photos=[paper(PAPER + b"%")]).status_code == 303
    assert now_of(lacking.id).arrived_at is not None


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (PAPER.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), 422),
        (PAPER.replace(b"/Catalog", b"/Catalog/Names<</#4aavaScript 2 0 R>>"), 422),
        (PAPER.replace(b"trailer<<", b"trailer<</Encrypt 3 0 R"), 422),
        (PAPER.replace(b"endobj", b"endobj 2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
                       + zlib.compress(b"<</S/Launch/F(cmd.exe)>>") + b"\nendstream endobj", 1), 422),
        (b"%PDF-1.4 and then nothing", 422),
        (b"<html><script>alert(1)</script>%PDF-1.4", 422),
        (b"GIF89a" + bytes(40), 422),
        (b"", 422),
    ],
    ids=["script", "hidden name", "locked", "packed program", "cut off", "page", "gif", "empty"],
)  # fmt: skip
def test_a_file_is_judged_by_its_content(lacking, citizen, look, content, status):
    phone, before = citizen(lacking), set(uploads.folder().glob("*.pdf"))

    answer = phone.send("files", document="deed", photos=[paper(content)])

    assert answer.status_code == status
    assert look().query(ApplicationFile).count() == 0
    assert set(uploads.folder().glob("*.pdf")) <= before


def test_a_large_file_is_refused(lacking, citizen, monkeypatch):
    monkeypatch.setattr(uploads, "SCAN", Frame(len(PAPER), 100))

    assert citizen(lacking).send("files", document="deed", photos=[paper(PAPER + b"%")]).status_code == 413


def test_a_good_file_of_a_refused_form_is_kept_for_the_next_try(lacking, citizen, look):
    phone = citizen(lacking)

    refused = phone.send("files", document="deed", photos=[paper(), paper(b"no file")])

    kept = refused.text.split('name="kept" value="')[1].split('"')[0]
    assert phone.send("files", document="deed", kept=[kept]).status_code == 303
    assert look().query(ApplicationFile).count() == 1


def test_quotas_of_files(lacking, citizen):
    phone = citizen(lacking)
    for n in range(5):
        pair = [paper(PAPER + b"%" * (2 * n + one)) for one in (0, 1)]
        assert phone.send("files", document="deed", photos=pair).status_code == 303

    refused = phone.send("files", document="deed", photos=[paper(PAPER + b"%more")])

    assert refused.status_code == 429
    assert "فایل‌های زیادی" in refused.text


@pytest.mark.parametrize("document", ["levy", "nothing", "deed\x00"])
def test_only_missing_documents_are_sent(lacking, citizen, document):
    assert citizen(lacking).send("files", document=document, photos=[paper()]).status_code == 409


def test_files_of_one_application_are_shown_to_nobody_of_another(lacking, opened, citizen, sign_in, browser, look):
    citizen(lacking).send("files", document="deed", photos=[paper()])
    name = queries.files(look(), lacking.id)[0].file
    other = citizen(opened("dig_permit", phone="09120000000"), "0000")

    assert other.get(f"/track/{lacking.code}/application/files/{name}").status_code == 404
    assert browser().get(f"/track/{lacking.code}/application/files/{name}").status_code == 404
    assert sign_in("city").get(f"/applications/{lacking.id}/files/{name}").status_code == 404


def test_without_the_digits_nothing_is_done(lacking, browser, now_of):
    stranger = browser()
    address = f"/track/{lacking.code}/application"

    for button in ("files", "objection", "withdrawal", "call"):
        assert stranger.post(f"{address}/{button}", data={"sure": "1", "words": "x"}).status_code == 403
    assert stranger.post(f"{address}/proof", data={"digits": "1111"}).status_code == 403
    assert now_of(lacking.id).turn == lacking.turn


def test_five_wrong_tries_close_the_digits_until_the_desk_opens_them(lacking, browser, citizen, sign_in, look):
    known = citizen(lacking)
    stranger = browser()
    tries = [
        stranger.post(f"/track/{lacking.code}/application/proof", data={"digits": "1111"}).status_code for _ in range(6)
    ]
    right = stranger.post(f"/track/{lacking.code}/application/proof", data={"digits": "4567"})

    assert (tries, right.status_code) == ([403] * 5 + [429], 429)
    assert known.post(f"/track/{lacking.code}/application/proof", data={"digits": "4567"}).status_code == 303
    assert sign_in("city").post(f"/applications/{lacking.id}/check").status_code == 404
    assert sign_in("karimi").post(f"/applications/{lacking.id}/check").status_code == 303
    assert stranger.post(f"/track/{lacking.code}/application/proof", data={"digits": "4567"}).status_code == 303


def test_staff_do_not_act_as_the_applicant(lacking, sign_in, now_of):
    clerk = sign_in("karimi")

    assert clerk.post(f"/track/{lacking.code}/application/proof", data={"digits": "4567"}).status_code == 403
    assert "application/proof" not in clerk.get(f"/track/{lacking.code}").text


def test_the_proof_lasts_half_an_hour(lacking, citizen, later):
    phone = citizen(lacking)
    assert "کاظم یوسفی" in phone.look()

    later(minutes=31)

    assert "کاظم یوسفی" not in phone.look()
    assert phone.send("call").status_code == 403


def test_a_withdrawal_is_confirmed_and_final(lacking, citizen, now_of):
    phone = citizen(lacking)

    unsure = phone.send("withdrawal", words="فروختم")
    assert (unsure.status_code, now_of(lacking.id).state) == (422, "incomplete")
    assert "فروختم" in unsure.text

    assert phone.send("withdrawal", words="فروختم", sure="1").status_code == 303
    assert now_of(lacking.id).state == "withdrawn"
    assert phone.send("withdrawal", sure="1").status_code == 409
    assert "withdrawal" not in phone.look()


def test_an_objection_is_sent_once_and_in_time(opened, action, citizen, now_of):
    made, late = opened(), opened(parcel_code="9-9")
    for one in (made, late):
        endings.refuse(action("planner", one), "کاربری فضای سبز است.")

    assert citizen(made).send("objection", words="").status_code == 422
    assert citizen(made).send("objection", words="نامه دارم").status_code == 303
    assert now_of(made.id).state == "objected"
    assert citizen(made).send("objection", words="باز هم").status_code == 409
    clock.fix(MORNING + timedelta(days=31))
    phone = citizen(late)
    assert "application/objection" not in phone.look()
    assert phone.send("objection", words="نامه دارم").status_code == 409


def test_a_wish_to_be_called_reaches_the_unit_and_is_answered_there(opened, citizen, action, sign_in, now_of):
    made = opened()
    phone = citizen(made)

    for _ in range(2):
        assert phone.send("call", words="عصر بهتر است").status_code == 303

    expert = sign_in("planner")
    assert f"/applications/{made.id}" in expert.get("/applications?tab=arrived").text
    assert "عصر بهتر است" in expert.get(f"/applications/{made.id}").text
    assert expert.post(f"/applications/{made.id}/call", data={"note": ""}).status_code == 422
    assert expert.post(f"/applications/{made.id}/call", data={"note": "راهنمایی شد"}).status_code == 303
    assert (now_of(made.id).call_asked_at, now_of(made.id).arrived_at) == (None, None)
    assert "راهنمایی شد" not in phone.look()
    assert expert.post(f"/applications/{made.id}/call", data={"note": "باز"}).status_code == 409


def test_who_left_no_phone_is_not_promised_a_call(opened, citizen):
    made = opened(phone="", national_id="0499370899")

    refused = citizen(made, "0899").send("call")

    assert refused.status_code == 409
    assert "شمارهٔ تلفنی داده نشده است" in refused.text


def test_the_bill_shows_its_numbers_its_amount_and_whether_it_is_paid(opened, action, client):
    made = opened("dig_permit", received=frozenset({"utility_letter", "dig_plan", "identity"}))
    stages.complete(action("civil", made), "joint_visit")
    stages.ask_payment(action("revenue", made), "fees", "440010", "7100", "۱۲٬۵۰۰٬۰۰۰")

    unpaid = client.get(f"/track/{made.code}").text
    stages.resume(action("revenue", made), "fees", "88001")
    paid = client.get(f"/track/{made.code}").text

    for words in ("440010", "7100", "۱۲٬۵۰۰٬۰۰۰ ریال"):
        assert (
            words in unpaid.translate(str.maketrans("", "", "\u2066\u2069"))
            or words.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")) in unpaid
        )
    assert "هنوز پرداخت نشده" in unpaid
    assert "هنوز پرداخت نشده" not in paid


def test_erasing_an_applicant_deletes_what_they_sent(lacking, citizen, office, look):
    citizen(lacking).send("files", document="deed", photos=[paper()])
    name = queries.files(look(), lacking.id)[0].file
    assert uploads.used([name]) == {name}
    citizen(lacking).send("withdrawal", sure="1")

    retention.RULES[0].remove(office, MORNING + timedelta(days=2000))

    assert uploads.used([name]) == set()
