"""The page of one message, its buttons, the work order."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from deskq import clock, journal, photos
from deskq.extensions import db
from deskq.messages import queries, service, tracking
from deskq.messages.models import Message
from deskq.messages.rules import NothingToUndo
from deskq.persian import short_date
from deskq.staff import queries as staff_queries
from deskq.staff.models import Leave


def jpeg(colour: str = "red") -> tuple[BytesIO, str]:
    drawn = BytesIO()
    Image.new("RGB", (60, 40), colour).save(drawn, "JPEG")
    return BytesIO(drawn.getvalue()), "work.jpg"


@pytest.fixture
def referred(file, units, press):
    made = file(category="asphalt")
    service.refer(press("operator", made), units["civil_works"])
    return made


@pytest.fixture
def now_of(look):
    return lambda message_id: look().get(Message, message_id)


def test_the_page_of_a_message_is_drawn(sign_in, referred):
    page = sign_in("civil").get(f"/inbox/{referred.id}")

    assert page.status_code == 200
    assert "چاله در خیابان امام" in page.text


def test_a_message_goes_its_whole_way_by_buttons(sign_in, file, units, now_of):
    message = file(category="asphalt").id

    def push(name: str, noun: str, **form: object):
        row = now_of(message)
        turn = row.turn
        return sign_in(name).post(f"/inbox/{message}/{noun}", data={"turn": turn, **form})

    assert push("operator", "referral", unit=units["civil_works"], note="بازدید").status_code == 303
    assert push("civil", "acceptance").status_code == 303
    person = now_of(message).person_id
    assert push("civil", "assignment", person=person).status_code == 303
    day = short_date(now_of(message).due_at.astimezone(clock.zone()).date() + timedelta(days=30))
    assert push("civil", "extension", day=day, words="قطعه در راه است").status_code == 303
    assert push("civil", "sorting", kind="criticism", address="خیابان سعدی").status_code == 303
    assert push("civil", "passing-on", unit=units["green_space"], note="فضای سبز است").status_code == 303
    assert push("deputy", "answer", outcome="explained", words="رسیدگی شد.").status_code == 303

    made = now_of(message)
    assert (made.state, made.kind, made.unit_id) == ("answered", "criticism", units["green_space"])
    assert [step.verb for step in queries.steps(db.session(), message)] == [
        *("register", "refer", "accept", "assign", "extend", "sort", "pass_on", "answer")
    ]


def proposed(page: str, name: str) -> str:
    """What is chosen beforehand in that field of the referral."""
    field = page[page.index(f'<select id="refer-{name}"') :]
    chosen = re.search(r'<option value="(\d*)" selected', field[: field.index("</select>")])
    return chosen[1] if chosen else ""


def test_what_is_put_right_before_it_is_referred_gets_the_class_it_should_have(sign_in, file, about, units, now_of):
    made, client = file(channel="sms").id, sign_in("operator")
    flooding, normal = about().category_by_code["flooding"].id, str(about().class_by_code["normal"].id)
    urgent, promised = str(about().class_by_code["urgent"].id), now_of(made).due_at
    assert proposed(client.get(f"/inbox/{made}").text, "class_id") == normal

    client.post(f"/inbox/{made}/sorting", data={"turn": 0, "kind": "request", "category": flooding, "address": "بهار"})

    page = client.get(f"/inbox/{made}?lang=en").text
    assert now_of(made).due_at == promised, "nothing is promised before somebody refers it"
    assert (proposed(page, "class_id"), proposed(page, "unit")) == (urgent, str(units["city_services"]))
    assert "the citizen is told the new date" in page
    client.post(f"/inbox/{made}/referral", data={"turn": 1, "unit": units["city_services"], "class_id": urgent})
    assert now_of(made).due_at < promised


def test_what_is_sorted_to_the_complaints_is_proposed_to_the_inspectorate(sign_in, file, about, units):
    made, client = file(category="asphalt").id, sign_in("operator")

    client.post(f"/inbox/{made}/sorting", data={"turn": 0, "kind": "complaint", "address": "بهار"})

    page = client.get(f"/inbox/{made}").text
    wanted = (str(about().class_by_code["complaint"].id), str(units["inspectorate"]))
    assert (proposed(page, "class_id"), proposed(page, "unit")) == wanted


def test_what_a_person_has_promised_is_not_proposed_away(sign_in, file, about, press):
    made, client = file(channel="sms"), sign_in("operator")
    normal, number = str(made.class_id), made.id
    flooding = about().category_by_code["flooding"].id
    service.extend(press("mayor", made), made.due_at + timedelta(days=3), "قطعه در راه است")

    client.post(f"/inbox/{number}/sorting", data={"turn": 1, "kind": "request", "category": flooding})

    assert proposed(client.get(f"/inbox/{number}").text, "class_id") == normal


def test_a_report_has_no_place_to_put_right(sign_in, file, about):
    made, client = file("report", body="رشوه"), sign_in("inspectorate")
    conduct, number = about().category_by_code["conduct"].id, made.id

    page = client.get(f"/inbox/{number}").text
    assert 'id="sort-category"' in page
    assert not any(f'id="sort-{name}"' in page for name in ("kind", "address", "district", "plan"))

    data = {"turn": 0, "kind": "report", "category": conduct}
    assert client.post(f"/inbox/{number}/sorting", data={**data, "address": "باجهٔ ۳"}).status_code == 422
    assert client.post(f"/inbox/{number}/sorting", data=data).status_code == 303


def test_finished_work_is_proved_by_a_photo(sign_in, referred, now_of):
    form = {"turn": referred.turn, "outcome": "done", "words": "آسفالت شد.", "photos": jpeg()}

    assert sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form).status_code == 303

    (proof,) = queries.photos(db.session(), referred.id, "proof")
    assert sign_in("civil").get(f"/inbox/photos/{proof.file}").mimetype == "image/webp"
    assert sign_in("civil").get(f"/inbox/photos/{proof.file}?small=1").status_code == 200
    assert sign_in("city").get(f"/inbox/photos/{proof.file}").status_code == 404


def test_a_photo_that_came_with_a_refused_answer_is_not_asked_for_again(sign_in, referred, now_of):
    address = f"/inbox/{referred.id}/answer"
    refused = sign_in("civil").post(address, data={"turn": referred.turn, "outcome": "done", "photos": jpeg()})
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)[1]

    answer = {"turn": referred.turn, "outcome": "done", "words": "شد.", "kept": kept}
    assert refused.status_code == 422
    assert sign_in("civil").post(address, data={**answer, "kept": "made.up"}).status_code == 422
    assert sign_in("civil").post(address, data=answer).status_code == 303


def test_a_kept_photo_that_was_swept_meanwhile_is_asked_for_again(sign_in, referred, now_of):
    address = f"/inbox/{referred.id}/answer"
    turn = referred.turn
    refused = sign_in("civil").post(address, data={"turn": turn, "outcome": "done", "photos": jpeg()})
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)[1]
    db.session.remove()
    photos.sweep(queries.files(db.session()), clock.now().timestamp() + 10**9)

    answer = sign_in("civil").post(address, data={"turn": turn, "outcome": "done", "words": "شد.", "kept": kept})

    assert answer.status_code == 422
    assert 'id="answer-photos-problem"' in answer.text
    assert 'name="kept"' not in answer.text
    assert now_of(referred.id).state == "referred"


def test_what_is_no_picture_is_said_beside_its_field(sign_in, referred):
    form = {"turn": referred.turn, "outcome": "done", "words": "شد.", "photos": (BytesIO(b"no picture"), "a.jpg")}

    answer = sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form)

    assert answer.status_code == 422
    assert 'id="answer-photos-problem"' in answer.text
    assert "شد." in answer.text


def test_what_is_scheduled_says_of_which_budget(sign_in, referred, now_of):
    form = {"turn": referred.turn, "outcome": "scheduled", "words": "پروژه تعریف شد."}
    address = f"/inbox/{referred.id}/answer"

    assert sign_in("civil").post(address, data=form).status_code == 422
    assert sign_in("civil").post(address, data={**form, "year": "۱۴۰۶", "heading": "روکش معابر"}).status_code == 303

    words = queries.steps(db.session(), referred.id)[-1].words
    assert "۱۴۰۶" in words
    assert "روکش معابر" in words


def test_a_complaint_is_answered_with_a_verdict_and_a_known_cause(sign_in, file, now_of):
    made = file("complaint")
    form = {"turn": made.turn, "outcome": "explained", "words": "رسیدگی شد."}
    address = f"/inbox/{made.id}/answer"

    assert sign_in("inspectorate").post(address, data=form).status_code == 422
    assert (
        sign_in("inspectorate").post(address, data={**form, "verdict": "upheld", "root_cause": "x"}).status_code == 422
    )
    right = {**form, "verdict": "upheld", "root_cause": "conduct"}
    assert sign_in("inspectorate").post(address, data=right).status_code == 303

    assert (now_of(made.id).verdict, now_of(made.id).root_cause) == ("upheld", "conduct")


def test_what_was_typed_survives_somebody_elses_press(sign_in, referred, press, units):
    seen = referred.turn
    service.pass_on(press("deputy", referred), units["green_space"], "آنجا")

    form = {"turn": seen, "outcome": "explained", "words": "متنی که نباید گم شود"}
    answer = sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form)

    assert answer.status_code == 409
    assert "متنی که نباید گم شود" in answer.text


def test_an_escalation_does_not_make_what_is_being_typed_old(sign_in, referred):
    seen = referred.turn
    clock.fix(referred.due_at)
    service.escalate(referred.office_id, clock.now())

    form = {"turn": seen, "outcome": "explained", "words": "دیر شد، ببخشید."}

    assert sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form).status_code == 303


def test_a_duplicate_is_linked_by_its_code(sign_in, file, referred, now_of):
    again, report = file(category="asphalt"), file("report", body="رشوه")
    address = f"/inbox/{again.id}/duplicate"
    client = sign_in("operator")
    unknown = client.post(address, data={"turn": again.turn, "code": tracking.new()})
    assert unknown.status_code == 422
    assert client.post(address, data={"turn": again.turn, "code": report.code}).status_code == 422

    assert client.post(address, data={"turn": again.turn, "code": "123456789012"}).status_code == 422
    assert client.post(address, data={"turn": again.turn, "code": referred.code}).status_code == 303

    assert now_of(again.id).duplicate_of_id == referred.id


def test_an_own_press_can_be_taken_back_for_a_while(sign_in, file, units, later, now_of):
    made = file()
    client = sign_in("operator")
    client.post(f"/inbox/{made.id}/referral", data={"turn": made.turn, "unit": units["civil_works"]})
    assert f"/inbox/{made.id}/undo" in client.get(f"/inbox/{made.id}").text

    assert client.post(f"/inbox/{made.id}/undo", data={"turn": now_of(made.id).turn}).status_code == 303
    row = now_of(made.id)
    assert (row.state, row.unit_id) == ("registered", units["public_relations"])
    assert [step.verb for step in queries.steps(db.session(), made.id)] == ["register", "refer", "undo"]

    client.post(f"/inbox/{made.id}/referral", data={"turn": row.turn, "unit": units["civil_works"]})
    later(seconds=91)
    assert client.post(f"/inbox/{made.id}/undo", data={"turn": now_of(made.id).turn}).status_code == 409


def test_nobody_takes_back_anothers_press_or_a_new_promise(file, units, press, about):
    made = file()
    service.refer(press("operator", made), units["civil_works"])
    with pytest.raises(NothingToUndo):
        service.undo(press("supervisor", made))
    service.refer(press("operator", made), units["civil_works"], class_id=about().class_by_code["expert"].id)
    with pytest.raises(NothingToUndo):
        service.undo(press("operator", made))


def test_nothing_is_taken_back_into_a_unit_that_was_closed_meanwhile(file, units, press, about):
    made = file()
    service.refer(press("operator", made), units["city_services"])
    service.pass_on(press("city", made), units["civil_works"], "کار ما نیست")
    about().units[units["city_services"]].offered = False
    db.session.commit()

    with pytest.raises(NothingToUndo):
        service.undo(press("city", made))

    assert made.unit_id == units["civil_works"]


def test_the_sender_is_masked_shown_once_with_a_reason_and_journalled(sign_in, office, file, look):
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


def test_who_only_passed_it_on_does_not_learn_who_wrote(sign_in, file, units, press):
    made = file("complaint")
    service.refer(press("inspectorate", made), units["city_services"])
    service.pass_on(press("city", made), units["green_space"], "فضای سبز است")

    page = sign_in("city").get(f"/inbox/{made.id}")

    assert page.status_code == 200
    assert f"/inbox/{made.id}/sender" not in page.text
    assert sign_in("city").post(f"/inbox/{made.id}/sender", data={"why": "ببینم"}).status_code == 403


def test_a_work_order_names_the_sender_only_when_asked(sign_in, file):
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


def test_the_timeline_names_who_stood_in_for_whom(app, office, sign_in, referred, press):
    people = {one.sign_in_name: one for one in staff_queries.people(db.session(), office)}
    away, name = people["civil"].id, people["civil"].name
    day = clock.now().astimezone(clock.zone()).date()
    db.session.add(
        Leave(office_id=office, person_id=away, substitute_id=people["city"].id, first_day=day, last_day=day)
    )
    db.session.commit()
    service.accept(press("city", referred))

    page = sign_in("operator").get(f"/inbox/{referred.id}?lang=en").text

    assert f"in place of {name}" in page


def test_a_point_is_told_on_the_page_and_on_paper(sign_in, file):
    made = file(lat=36_070_123, lon=49_700_456)
    client = sign_in("operator")

    assert "geo:36.070123,49.700456" in client.get(f"/inbox/{made.id}?lang=en").text
    assert "36.07012, 49.70046" in client.get(f"/inbox/{made.id}/work-order?lang=en").text


@pytest.mark.parametrize("day", ["1499/01/01", "1406/10/01"])
def test_more_than_a_year_is_promised_to_nobody(sign_in, referred, now_of, day):
    promised = referred.due_at

    answer = sign_in("civil").post(
        f"/inbox/{referred.id}/extension", data={"turn": referred.turn, "day": day, "words": "قطعه در راه است"}
    )

    assert answer.status_code == 422
    assert 'id="extend-day-problem"' in answer.text
    assert "قطعه در راه است" in answer.text
    assert now_of(referred.id).due_at == promised


def test_half_a_point_is_no_place(sign_in, referred, now_of):
    client = sign_in("civil")
    form = {"turn": referred.turn, "kind": "request", "address": "خیابان سعدی"}

    answers = [
        client.post(f"/inbox/{referred.id}/sorting", data={**form, name: "36000000"}).status_code
        for name in ("lat", "lon")
    ]

    assert answers == [422, 422]
    assert client.get(f"/inbox/{referred.id}").status_code == 200
    assert now_of(referred.id).address == "خیابان امام"
