"""The operator's form: one page, one press, a code to read out."""

import re
from io import BytesIO

import pytest
from PIL import Image

from deskq import photos
from deskq.extensions import db
from deskq.messages import queries
from deskq.messages.models import Message
from deskq.queue import service as queue_service


@pytest.fixture
def given(about):
    """What an operator types in a 137 call."""
    return {
        "kind": "request", "channel": "phone", "body": "چاله جلوی مدرسه", "address": "خیابان طالقانی، کوچهٔ ۵",
        "category": str(about().category_by_code["asphalt"].id), "refer": "1", "texts": "1", "request_key": "one-page",
    }  # fmt: skip


def messages(look) -> list[Message]:
    return look().query(Message).order_by(Message.id).all()


def test_a_call_is_registered_and_referred_in_one_press(sign_in, look, given, units):
    operator = sign_in("operator")

    answer = operator.post("/intake", data=given)

    (made,) = messages(look)
    assert answer.status_code == 303
    assert answer.location.startswith(f"/intake/{made.id}")
    assert (made.state, made.unit_id, made.channel) == ("referred", units["civil_works"], "phone")
    page = operator.get(answer.location).text
    assert "عمران" in page
    assert "شنبه" in page
    assert 'class="qr"' in page
    assert "جلوی مدرسه" not in page


@pytest.mark.parametrize("kind", ["request", "report"])
def test_two_presses_of_one_page_are_one_message(sign_in, look, given, kind):
    operator = sign_in("operator")

    first, second = (operator.post("/intake", data=given | {"kind": kind}) for _ in range(2))

    assert first.location == second.location is not None
    assert len(messages(look)) == 1


def test_going_back_and_typing_something_else_loses_nothing(sign_in, look, given):
    operator = sign_in("operator")
    operator.post("/intake", data=given)

    answer = operator.post("/intake", data=given | {"body": "سطل زباله پر است"})

    assert answer.status_code == 409
    assert "سطل زباله پر است" in answer.text
    assert len(messages(look)) == 1


def test_what_is_missing_stands_beside_its_field_and_all_that_was_typed_is_kept(sign_in, look, given):
    operator = sign_in("operator")

    answer = operator.post("/intake", data=given | {"address": "", "phone": "0912", "name": "سارا"})
    again = operator.post("/intake", data=given | {"address": "", "name": "سارا"})

    assert (answer.status_code, again.status_code) == (422, 422)
    assert 'id="phone-problem"' in answer.text
    assert 'id="address-problem"' in again.text
    for words in ("چاله جلوی مدرسه", 'value="سارا"', 'value="one-page"'):
        assert words in again.text
    assert messages(look) == []


def test_a_complaint_asks_for_its_sender(sign_in, look, given, units):
    operator = sign_in("operator")
    assert operator.post("/intake", data=given | {"kind": "complaint"}).status_code == 422

    who = {"name": "سارا احمدی", "phone": "09121234567", "home": "کوچهٔ گلها"}
    assert operator.post("/intake", data=given | {"kind": "complaint"} | who).status_code == 303

    (made,) = messages(look)
    assert (made.state, made.unit_id) == ("registered", units["inspectorate"])


def test_a_report_by_phone_goes_past_the_unit_it_names_and_is_not_shown_again(sign_in, look, given, units):
    operator = sign_in("operator")
    report = given | {"kind": "report", "body": "از مسئول رشوه خواستند", "about_unit": str(units["civil_works"])}

    page = operator.get(operator.post("/intake", data=report).location).text

    (made,) = messages(look)
    assert (made.unit_id, made.body) == (units["inspectorate"], "")
    assert "رشوه" not in page


def test_the_way_in_is_what_the_role_most_often_has(browser):
    from tests.conftest import PASSWORD

    shown = {}
    for name in ("operator", "karimi", "mayor"):
        person = browser()
        person.post("/sign-in", data={"name": name, "password": PASSWORD})
        page = person.get("/intake").text
        shown[name] = re.search(r'<option value="(\w+)" selected', page.split('id="channel"')[1]).group(1)

    assert shown == {"operator": "phone", "karimi": "in_person", "mayor": "meeting"}


def test_a_message_is_tied_to_the_visitor_at_the_counter(sign_in, at, office, look, given):
    ticket = queue_service.issue(office, "test", "info_desk", "secret of a visitor")
    clerk = sign_in("karimi")

    assert ticket.code in clerk.get(f"/intake?ticket={ticket.id}&lang=en").text
    answer = clerk.post("/intake", data=given | {"ticket": str(ticket.id), "channel": "in_person"})

    (made,) = messages(look)
    assert answer.status_code == 303
    assert (made.ticket_id, made.state) == (ticket.id, "registered")


@pytest.mark.parametrize(
    ("lacking", "beside"),
    [
        ({"body": " "}, ["body"]),
        ({"address": ""}, ["address"]),
        ({"kind": "complaint"}, ["name", "phone", "home"]),
        ({"kind": "complaint", "name": "سارا احمدی", "phone": "09121234567"}, ["home"]),
    ],
)
def test_at_the_counter_a_message_needs_what_it_needs_anywhere(sign_in, at, office, look, given, lacking, beside):
    ticket = queue_service.issue(office, "test", "info_desk", "secret of a visitor")
    typed = given | {"ticket": str(ticket.id), "channel": "in_person"} | lacking

    answer = sign_in("karimi").post("/intake", data=typed)

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-problem"', answer.text) == beside
    for name in ("body", "address", "name", "phone"):
        assert typed.get(name, "").strip() in answer.text
    assert f'name="ticket" value="{ticket.id}"' in answer.text
    assert messages(look) == []


def test_a_ticket_that_is_not_there_is_refused_and_what_was_typed_stays(sign_in, look, given):
    answer = sign_in("operator").post("/intake", data=given | {"ticket": "99999"})

    assert answer.status_code == 422
    assert "چاله جلوی مدرسه" in answer.text
    assert messages(look) == []


def test_a_unit_that_closed_meanwhile_loses_nothing(sign_in, look, given, about, units):
    about().units[units["civil_works"]].offered = False
    db.session.commit()
    operator = sign_in("operator")

    answer = operator.post("/intake", data=given)

    assert answer.status_code == 409
    assert "چاله جلوی مدرسه" in answer.text
    assert operator.post("/intake", data=given | {"refer": ""}).status_code == 303
    assert [message.state for message in messages(look)] == ["registered"]


def test_the_same_matter_is_registered_and_linked_in_one_press(sign_in, look, given, file):
    first = file(category="asphalt")
    code = first.code

    answer = sign_in("operator").post("/intake", data=given | {"same_as": code})

    assert answer.status_code == 303
    first, made = messages(look)
    assert (made.duplicate_of_id, made.state, made.outcome) == (first.id, "answered", "duplicate")


def test_a_clerk_is_told_of_the_like_and_loses_nothing_by_pressing(sign_in, look, given, file):
    code = file(category="asphalt", address=given["address"]).code
    clerk = sign_in("karimi")

    near = clerk.post("/intake/near", data={"category": given["category"], "address": given["address"]}).text
    answer = clerk.post("/intake", data=given | {"channel": "in_person", "same_as": code})

    assert 'class="near-one"' in near
    assert "same_as" not in near
    assert answer.status_code == 303
    assert messages(look)[-1].body == given["body"]
    assert messages(look)[-1].duplicate_of_id is None


def test_a_report_that_was_sent_twice_is_one_and_is_linked_to_nothing(sign_in, look, given, file):
    code = file(category="asphalt").code
    operator = sign_in("operator")

    answers = [operator.post("/intake", data=given | {"kind": "report", "same_as": code}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert [made.duplicate_of_id for made in messages(look)] == [None, None]


def test_a_code_with_a_wrong_digit_links_to_nothing(sign_in, look, given, file):
    code = file(category="asphalt").code
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)

    answer = sign_in("operator").post("/intake", data=given | {"same_as": wrong})

    assert answer.status_code == 422
    assert len(messages(look)) == 1


def test_several_people_of_a_public_meeting_in_a_row(sign_in, look, given):
    mayor = sign_in("mayor")
    heard = given | {"channel": "meeting", "refer": ""}

    first = mayor.post("/intake", data=heard | {"request_key": "first-page"})
    second = mayor.post("/intake", data=heard | {"request_key": "second-page"})
    page = mayor.get(second.location).text

    assert "channel=meeting" in first.location
    assert len(re.findall(r'class="heard-list".*?</ol>', page, re.S)[0].split("<li>")) == 3
    assert 'class="just"' in page


def test_only_whoever_typed_it_in_sees_the_page_with_its_code(sign_in, given):
    operator = sign_in("operator")
    location = operator.post("/intake", data=given).location

    assert operator.get(location).status_code == 200
    assert sign_in("supervisor").get(location).status_code == 404


def test_an_earlier_caller_is_known_by_the_whole_number_only(sign_in, file):
    file(category="asphalt", phone="09121234567", name="سارا احمدی")
    file("report", body="گزارش", phone="09121234567")
    operator = sign_in("operator")

    whole = operator.post("/intake/caller", data={"phone": "۰۹۱۲ ۱۲۳ ۴۵۶۷"}).text
    part = operator.post("/intake/caller", data={"phone": "0912123456"}).text
    other = operator.post("/intake/caller", data={"phone": "09121234568"}).text

    assert whole.count("<li>") == 1
    assert "۰۹۱۲***۴۵۶۷" in whole
    assert "سارا" not in whole
    assert "1234567" not in whole
    assert (part.strip(), other.strip()) == ("", "")


def picture() -> BytesIO:
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(drawn, "JPEG")
    drawn.seek(0)
    return drawn


@pytest.mark.parametrize(("channel", "kind"), [("in_person", "report"), ("meeting", "report"), ("letter", "scan")])
def test_what_a_visitor_brings_on_paper_or_as_a_photo_is_kept_with_the_message(sign_in, look, given, channel, kind):
    brought = given | {"channel": channel, "photos": [(picture(), "a.jpg")]}

    answer = sign_in("supervisor").post("/intake", data=brought)

    (made,) = messages(look)
    assert answer.status_code == 303
    kept = queries.photos(db.session(), made.id)
    assert [photo.kind for photo in kept] == [kind]
    assert (photos.folder() / kept[0].file).is_file()


def test_no_picture_is_said_beside_its_field_and_neither_words_nor_the_good_photo_are_lost(sign_in, look, given):
    operator = sign_in("operator")
    files = [(picture(), "a.jpg"), (BytesIO(b"no picture"), "b.jpg")]

    first = operator.post("/intake", data=given | {"photos": files})
    (kept,) = re.findall(r'name="kept" value="([^"]+)"', first.text)
    second = operator.post("/intake", data=given | {"kept": kept})

    assert first.status_code == 422
    assert 'id="photos-problem"' in first.text
    assert "چاله جلوی مدرسه" in first.text
    assert second.status_code == 303
    (made,) = messages(look)
    assert len(queries.photos(db.session(), made.id)) == 1


def test_the_photos_come_last_and_folded_so_that_a_call_never_passes_them(sign_in):
    page = sign_in("operator").get("/intake").text
    form = page[page.index('<form class="intake"') : page.index("</form>", page.index('<form class="intake"'))]

    controls = re.findall(r'<(?:input|select|textarea|button)\b(?![^>]*type="hidden")[^>]*', form)

    assert 'type="file"' in controls[-1]
    assert "<details" in form
    assert not re.search(r'<details class="near intake-photos"[^>]* open', form)
