"""What an applicant sends as a file: to the unit, back with a reason, judged by its content, seen by nobody else."""

import zlib
from datetime import timedelta

import pytest

from deskq.applications import retention
from deskq.applications.models import ApplicationFile
from deskq.applications.queries import application as queries
from deskq.applications.service import stages
from deskq.web import uploads
from deskq.web.images import Frame
from tests.applications.applicants import PAPER, citizen, lacking, paper
from tests.applications.conftest import BOTH
from tests.conftest import MORNING
from tests.tools.images import picture

__all__ = ["citizen", "lacking"]


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

    clerk.post(f"{address}/documents", data={"turn": now_of(lacking.id).turn, "documents": "deed"})

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
    "content",
    [
        PAPER.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        PAPER.replace(b"/Catalog", b"/Catalog/Names<</#4aavaScript 2 0 R>>"),
        PAPER.replace(b"trailer<<", b"trailer<</Encrypt 3 0 R"),
        PAPER.replace(b"endobj", b"endobj 2 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n"
                      + zlib.compress(b"<</S/Launch/F(cmd.exe)>>") + b"\nendstream endobj", 1),
        b"%PDF-1.4 and then nothing", b"<html><script>alert(1)</script>%PDF-1.4", b"GIF89a" + bytes(40), b"",
    ],
    ids=["script", "hidden name", "locked", "packed program", "cut off", "page", "gif", "empty"],
)  # fmt: skip
def test_a_file_is_judged_by_its_content(lacking, citizen, look, content):
    phone, before = citizen(lacking), set(uploads.folder().glob("*.pdf"))

    answer = phone.send("files", document="deed", photos=[paper(content)])

    assert answer.status_code == 422
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


def test_files_are_shown_to_nobody_of_another_application_and_go_with_the_applicant(
    lacking, opened, citizen, sign_in, browser, look, office
):
    citizen(lacking).send("files", document="deed", photos=[paper()])
    name = queries.files(look(), lacking.id)[0].file
    other = citizen(opened("dig_permit", phone="09120000000"), "0000")

    assert other.get(f"/track/{lacking.code}/application/files/{name}").status_code == 404
    assert browser().get(f"/track/{lacking.code}/application/files/{name}").status_code == 404
    assert sign_in("city").get(f"/applications/{lacking.id}/files/{name}").status_code == 404

    assert uploads.used([name]) == {name}
    citizen(lacking).send("withdrawal", sure="1")

    retention.RULES[0].remove(office, MORNING + timedelta(days=2000))

    assert uploads.used([name]) == set()
