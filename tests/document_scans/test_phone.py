"""A phone sends the picture of one document, once, for a short time, without signing in."""

from datetime import timedelta

from sqlalchemy import select

from deskq.applications.models import ApplicationFile
from deskq.applications.queries import application as queries
from deskq.applications.service import endings
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.document_scans.events import ScanLinkChanged
from deskq.document_scans.models import DraftScan, ScanLink
from deskq.document_scans.service import links
from deskq.staff.models import Person
from tests.applications.conftest import BOTH
from tests.conftest import MORNING
from tests.document_scans.conftest import paper, person_id
from tests.document_scans.test_application_scans import send
from tests.document_scans.test_opening_scans import press
from tests.tools.images import picture


@BOTH
def test_the_picture_of_a_phone_belongs_to_the_document(lacking, sign_in, browser, asked, look, now_of):
    clerk, phone = sign_in("karimi"), browser()
    page = send(clerk, lacking, go="phone")
    assert page.status_code == 200
    assert 'class="qr"' in page.text
    turn = now_of(lacking.id).turn
    assert "سند مالکیت" in phone.get(asked()).text

    assert phone.post(asked(), data={"photos": [(picture(), "deed.jpg")]}).status_code == 303
    assert phone.post(asked(), data={"photos": [(picture(), "deed.jpg")]}).status_code == 303  # once

    [file] = queries.files(look(), lacking.id)
    assert (file.source, file.document, now_of(lacking.id).state) == ("phone", "deed", "open")
    assert "به باجه رسید" in phone.get(asked()).text
    lists = clerk.get(f"/applications/{lacking.id}/scans").text
    assert f"/files/{file.file}" in lists
    assert f'data-moved="{turn}:{now_of(lacking.id).turn} "' in lists
    assert 'data-links=""' in lists


def test_the_journal_says_who_asked_a_phone_and_when_it_sent_and_its_secret_is_not_stored(
    lacking, sign_in, browser, asked, look, office
):
    clerk, phone = sign_in("karimi"), browser()
    send(clerk, lacking, go="phone")

    phone.post(asked(), data={"photos": [(picture(), "deed.jpg")]})

    (link,) = look().scalars(select(ScanLink))
    assert asked().rpartition("/")[2] not in str(vars(link))
    entries = journal.latest(look(), office, ["document.scan_link"], MORNING - timedelta(days=1), 10)
    by = f"person:{person_id('karimi')}"
    assert [(entry.event, entry.by) for entry in reversed(entries)] == [
        (ScanLinkChanged(link.id, "ask"), by),
        (ScanLinkChanged(link.id, "send"), by),
    ]


def test_a_code_ends_after_ten_minutes_and_with_the_next_one(lacking, sign_in, browser, asked, later, look):
    clerk, phone = sign_in("karimi"), browser()
    send(clerk, lacking, go="phone")
    first = asked()
    send(clerk, lacking, go="phone")
    second = asked()

    assert phone.get(first).status_code == 403
    assert "کد تازه" in phone.get(first).text
    later(minutes=10)
    assert phone.get(second).status_code == 403
    assert phone.post(second, data={"photos": [paper()]}).status_code == 403
    assert phone.get("/scan/" + "x" * 24).status_code == 403
    assert look().query(ApplicationFile).count() == 0


def test_a_refused_picture_does_not_use_the_code(lacking, sign_in, browser, asked, look):
    phone = browser()
    send(sign_in("karimi"), lacking, go="phone")

    assert phone.post(asked(), data={"photos": [paper(b"nothing")]}).status_code == 422
    assert phone.post(asked(), data={}).status_code == 422
    assert phone.post(asked(), data={"photos": [paper()]}).status_code == 303
    assert look().query(ApplicationFile).count() == 1


def test_a_code_ends_with_the_application(opened, sign_in, browser, asked, action, look):
    made, phone = opened(), browser()
    send(sign_in("karimi"), made, go="phone")
    endings.refuse(action("planner", made), "کامل نیست.")

    refused = phone.post(asked(), data={"photos": [paper()]})

    assert refused.status_code == 409
    assert look().query(ApplicationFile).count() == 0


def test_a_phone_without_a_document_is_not_asked(lacking, sign_in, look):
    assert send(sign_in("karimi"), lacking, go="phone", document="").status_code == 422
    assert look().query(ScanLink).count() == 0


FIRST, SECOND = f"{'1' * 40}.webp", f"{'2' * 40}.webp"


@BOTH
def test_pictures_that_two_phones_send_at_the_same_time_are_both_kept(lacking, sign_in, asked, together, look):
    send(sign_in("karimi"), lacking, go="phone")
    secret = asked().rpartition("/")[2]

    refused = together(lambda: links.send(secret, [FIRST]), lambda: links.send(secret, [SECOND]))

    assert refused == [None, None]
    assert sorted(one.file for one in queries.files(look(), lacking.id)) == [FIRST, SECOND]


def test_a_second_phone_sends_in_the_time_of_the_code_and_the_page_of_the_clerk_goes_on(
    lacking, sign_in, browser, asked, later, look, now_of
):
    clerk, phone, second = sign_in("karimi"), browser(), browser()
    send(clerk, lacking, go="phone")
    before = now_of(lacking.id).turn

    for sender, colour in ((phone, "white"), (second, "red"), (phone, "white")):
        later(minutes=1)
        sent = sender.post(asked(), data={"photos": [(picture(colour=colour), "deed.jpg")]}, follow_redirects=True)
        assert "به باجه رسید" in sent.text

    lists = clerk.get(f"/applications/{lacking.id}/scans").text
    kept = queries.files(look(), lacking.id)
    assert len(kept) == 2
    places = [lists.index(f"/files/{one.file}") for one in kept]
    assert places == sorted(places)
    assert f'data-may-come data-moved="{before}:{now_of(lacking.id).turn} "' in lists
    later(minutes=10)
    assert second.post(asked(), data={"photos": [(picture(colour="blue"), "deed.jpg")]}).status_code == 403
    assert "data-may-come" not in clerk.get(f"/applications/{lacking.id}/scans").text
    assert len(queries.files(look(), lacking.id)) == 2


def test_two_phones_send_for_an_application_that_is_not_opened_yet(sign_in, browser, asked, look):
    press(sign_in("karimi"), "phone")

    for colour in ("white", "red", "red"):
        browser().post(asked(), data={"photos": [(picture(colour=colour), "deed.jpg")]})

    assert look().query(DraftScan).count() == 2


def test_a_code_ends_with_the_account_of_its_clerk(lacking, sign_in, browser, asked, look):
    phone = browser()
    send(sign_in("karimi"), lacking, go="phone")
    assert phone.get(asked()).status_code == 200

    db.session().get_one(Person, person_id("karimi")).active = False
    db.session().commit()

    for answer in (phone.get(asked()), phone.post(asked(), data={"photos": [paper()]})):
        assert answer.status_code == 403
        assert "لطفاً از باجه کد تازه بگیرید" in answer.text
    assert look().query(ApplicationFile).count() == 0
