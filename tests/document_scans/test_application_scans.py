"""Scans that the desk adds to an application: a file is judged, marks its document, and can be removed again."""

import json

import pytest
from sqlalchemy import select

from deskq.applications import personal_data, retention
from deskq.applications.models import ApplicationFile
from deskq.applications.queries import application as queries
from deskq.applications.queries.rebuild import rebuild
from deskq.applications.service import endings
from deskq.core.db.journal import Entry
from deskq.core.personal_data import Subject
from deskq.core.transactions import transaction
from deskq.web import uploads
from deskq.web.images import Frame
from tests.applications.conftest import BOTH
from tests.document_scans.conftest import paper


def send(clerk, application, go="upload", document="deed", photos=None, **more):
    data = {"go": go, "scan_document": document, **more}
    if photos is not None:
        data["photos"] = photos
    return clerk.post(f"/applications/{application.id}/scans", data=data)


def rebuilt(look, application_id):
    wanted = select(Entry.kind, Entry.body).order_by(Entry.sequence)
    return rebuild((kind, json.loads(body)) for kind, body in look().execute(wanted))[application_id]


@BOTH
def test_a_scan_marks_its_document_and_the_stage_goes_on(lacking, sign_in, look, now_of, stage_states):
    clerk = sign_in("karimi")

    assert send(clerk, lacking, photos=[paper()]).status_code == 303
    assert send(clerk, lacking, photos=[paper()]).status_code == 303  # pressed twice, stored once

    [file] = queries.files(look(), lacking.id)
    assert (file.document, file.state, file.source) == ("deed", "accepted", "upload")
    assert [one.code for one in queries.documents(look(), lacking.id) if one.received_at is None] == []
    assert now_of(lacking.id).state == "open"
    page = clerk.get(f"/applications/{lacking.id}").text
    assert f"/applications/{lacking.id}/files/{file.file}" in page
    assert rebuilt(look, lacking.id).missing == frozenset()
    assert rebuilt(look, lacking.id).progress.stages == stage_states(lacking.id)


@BOTH
def test_a_removed_scan_leaves_its_document_missing_and_the_stage_waiting_as_before(
    lacking, sign_in, look, now_of, stage_states
):
    clerk, before = sign_in("karimi"), stage_states(lacking.id)
    send(clerk, lacking, photos=[paper()])
    [file] = queries.files(look(), lacking.id)
    assert stage_states(lacking.id) != before

    assert send(clerk, lacking, go=f"detach:{file.id}").status_code == 303
    again = send(clerk, lacking, go=f"detach:{file.id}")

    assert again.status_code == 409
    assert "این فایل پیش از این برداشته شده است" in again.text
    assert queries.files(look(), lacking.id) == []
    assert (now_of(lacking.id).state, stage_states(lacking.id)) == ("incomplete", before)
    assert rebuilt(look, lacking.id).missing == {"deed"}
    assert rebuilt(look, lacking.id).progress.stages == before
    assert uploads.used([file.file]) == set()


def test_a_document_with_a_second_scan_stays_received(lacking, sign_in, look, now_of):
    clerk = sign_in("karimi")
    send(clerk, lacking, photos=[paper()])
    send(clerk, lacking, photos=[paper(name="b.pdf", content=paper()[0].read() + b"%")])
    first, second = queries.files(look(), lacking.id)

    send(clerk, lacking, go=f"detach:{first.id}")

    assert [one.id for one in queries.files(look(), lacking.id)] == [second.id]
    assert now_of(lacking.id).state == "open"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><script>alert(1)</script>%PDF-1.4", "PDF"),
        (b"%PDF-1.4 and then nothing", "PDF"),
        (b"GIF89a" + bytes(40), ""),
    ],
)
def test_a_scan_is_judged_by_its_content(lacking, sign_in, look, content, said):
    answer = send(sign_in("karimi"), lacking, photos=[paper(content)])

    assert answer.status_code == 422
    assert said in answer.text
    assert look().query(ApplicationFile).count() == 0


def test_what_is_not_said_is_asked_for(lacking, sign_in, look, monkeypatch):
    clerk = sign_in("karimi")

    assert "لطفاً مدرک را انتخاب کنید" in send(clerk, lacking, document="", photos=[paper()]).text
    assert send(clerk, lacking, document="nothing\x00", photos=[paper()]).status_code == 422
    assert send(clerk, lacking).status_code == 422
    assert send(clerk, lacking, go="fly").status_code == 422
    assert send(clerk, lacking, go="detach:" + "9" * 60).status_code == 409
    assert send(clerk, lacking, go="detach:۱").status_code == 409
    monkeypatch.setattr(uploads, "SCAN", Frame(10, 100))
    assert send(clerk, lacking, photos=[paper()]).status_code == 413
    assert look().query(ApplicationFile).count() == 0


def test_sight_and_rights_are_those_of_the_application(lacking, sign_in, browser, look):
    send(sign_in("karimi"), lacking, photos=[paper()])
    name = queries.files(look(), lacking.id)[0].file

    other = sign_in("city")  # an expert of a unit that has no stage of it

    assert other.get(f"/applications/{lacking.id}/files/{name}").status_code == 404
    assert other.get(f"/applications/{lacking.id}/scans").status_code == 404
    assert send(other, lacking, photos=[paper()]).status_code == 404
    assert browser().get(f"/applications/{lacking.id}/scans").status_code == 303


def test_scans_end_with_the_application(opened, sign_in, action, look):
    made = opened()
    clerk = sign_in("karimi")
    send(clerk, made, photos=[paper()])
    endings.refuse(action("planner", made), "کامل نیست.")

    refused = send(clerk, made, photos=[paper(name="c.pdf", content=paper()[0].read() + b"%%")])

    assert refused.status_code == 409
    assert "go=" not in clerk.get(f"/applications/{made.id}").text
    assert look().query(ApplicationFile).count() == 1


def test_export_and_erasure_cover_scans(lacking, sign_in, look, office):
    send(sign_in("karimi"), lacking, photos=[paper()])
    name = queries.files(look(), lacking.id)[0].file

    [record] = personal_data.HOLDING.find(look(), office, Subject(phone="+989121234567"))
    assert record["photos"] == [name]
    with transaction(office, "test") as tx:
        retention.erase_applicants(tx, [lacking.id])

    assert uploads.used([name]) == set()
