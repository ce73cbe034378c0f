"""Scans before there is an application: nothing typed is lost, and they come over when it is opened."""

import re
from datetime import timedelta

from deskq.applications.models import Application, ApplicationFile
from deskq.applications.queries import application as queries
from deskq.core import clock
from deskq.document_scans import retention
from deskq.document_scans.models import DraftScan, ScanLink
from deskq.web import uploads
from tests.applications.conftest import BOTH, DOCUMENTS
from tests.applications.test_pages import NEW
from tests.document_scans.conftest import paper
from tests.document_scans.test_scanner_folder import tokens
from tests.tools.images import picture

LACKING = {**NEW, "received": sorted(DOCUMENTS - {"deed"})}


def press(clerk, go, document="deed", **more):
    return clerk.post("/applications/new", data={**LACKING, "go": go, "scan_document": document, **more})


@BOTH
def test_a_scan_is_there_before_the_application_and_its_document_counts_as_received(sign_in, look, browser):
    clerk = sign_in("karimi")

    page = press(clerk, "upload", photos=[paper()])
    assert press(clerk, "upload", photos=[paper()]).status_code == 200  # sent twice

    assert page.status_code == 200
    assert 'value="کاظم یوسفی"' in page.text
    assert re.search(r'name="received" value="deed" checked', page.text)
    [draft] = look().query(DraftScan).all()
    assert clerk.get(f"/applications/new/scans/{draft.file}").status_code == 200
    assert browser().get(f"/applications/new/scans/{draft.file}").status_code == 303

    assert clerk.post("/applications/new", data=LACKING).status_code == 303

    made = look().query(Application).one()
    assert made.state == "open"
    [file] = queries.files(look(), made.id)
    assert (file.document, file.source, file.file) == ("deed", "upload", draft.file)
    assert look().query(DraftScan).count() == 0
    assert clerk.post("/applications/new", data=LACKING).status_code == 303  # the same form again
    assert look().query(ApplicationFile).count() == 1


def test_a_file_that_was_chosen_and_not_added_is_not_lost(sign_in, look):
    clerk = sign_in("karimi")

    answer = clerk.post("/applications/new", data={**LACKING, "scan_document": "deed", "photos": [paper()]})

    assert answer.status_code == 303
    made = look().query(Application).one()
    assert [one.document for one in queries.files(look(), made.id)] == ["deed"]
    bad = {**LACKING, "request_key": "key-of-page-2", "another": "1", "photos": [paper()]}
    refused = clerk.post("/applications/new", data=bad)
    assert refused.status_code == 422
    assert "لطفاً مدرک را انتخاب کنید" in refused.text
    assert look().query(Application).count() == 1


def test_nobody_else_sees_or_takes_the_scans_of_a_form(sign_in, browser, look):
    press(sign_in("karimi"), "upload", photos=[paper()])
    [draft] = look().query(DraftScan).all()
    other = sign_in("planner")

    assert other.get(f"/applications/new/scans/{draft.file}").status_code == 404
    assert press(other, f"detach:{draft.id}").status_code == 409
    assert other.post("/applications/new", data={**LACKING, "request_key": "key-of-page-1"}).status_code == 303
    made = look().query(Application).one()
    assert (made.state, queries.files(look(), made.id)) == ("incomplete", [])


@BOTH
def test_a_paper_of_the_scanner_and_a_phone_before_the_application(scanner, sign_in, browser, look, asked):
    scanner.write("scan.jpg")
    clerk, phone = sign_in("karimi"), browser()
    page = press(clerk, "phone", "identity")
    assert 'class="qr"' in page.text
    [token] = tokens(page.text)
    assert press(clerk, f"take:{token}").status_code == 200
    clerk.post("/applications/new", data=LACKING)
    made = look().query(Application).one()

    sent = phone.post(asked(), data={"photos": [(picture(colour="red"), "a.jpg")]})  # opened meanwhile

    assert sent.status_code == 303
    files = queries.files(look(), made.id)
    assert [(one.document, one.source) for one in files] == [("deed", "folder"), ("identity", "phone")]


@BOTH
def test_a_paper_taken_before_the_application_is_in_the_folder_again_only_when_its_scan_is_removed(
    scanner, sign_in, look
):
    scanner.write("scan.jpg")
    clerk = sign_in("karimi")
    [token] = tokens(press(clerk, "phone", "identity").text)

    taken = press(clerk, f"take:{token}")
    again = press(clerk, f"take:{token}", "identity")
    [draft] = look().query(DraftScan).all()
    removed, twice = (press(clerk, f"detach:{draft.id}") for _ in range(2))

    assert (removed.status_code, twice.status_code, look().query(DraftScan).count()) == (200, 409, 0)
    assert (taken.status_code, tokens(taken.text)) == (200, [])
    assert again.status_code == 409
    assert tokens(removed.text) == [token]


def test_scans_of_forms_that_open_nothing_go_after_a_day(sign_in, look, office):
    press(sign_in("karimi"), "upload", photos=[paper()])
    [name] = [one.file for one in look().query(DraftScan)]
    assert uploads.used([name]) == {name}

    for rule in retention.RULES:
        rule.remove(office, clock.now() + timedelta(days=1, minutes=1))

    assert uploads.used([name]) == set()
    assert look().query(ScanLink).count() == 0


def test_a_form_without_a_key_or_with_an_unknown_sheet_scans_nothing(sign_in, look):
    clerk = sign_in("karimi")

    for wrong in ({"request_key": ""}, {"request_key": "x" * 300}, {"sheet": "nothing"}, {"document": "nothing"}):
        assert press(clerk, "upload", **wrong, photos=[paper()]).status_code == 422, wrong
    assert look().query(DraftScan).count() == 0
