"""Citizens follow their messages by the code; what is personal needs the last four digits, and nothing leaks before."""

from datetime import timedelta

import pytest

from deskq import clock, damm, persian
from deskq.extensions import db
from deskq.messages import queries, rules, service, tracking
from deskq.messages.models import Message
from deskq.messages.service import Answer
from deskq.messages.views import knocks
from deskq.staff.models import Person

PHONE, NATIONAL = "09121234567", "0499370899"
SECRETS = ("چاله در خیابان امام", "خیابان امام", "سارا احمدی", "کوچهٔ گلها", "4567", "۴۵۶۷", "آسفالت شد و تمام")


@pytest.fixture
def message(file):
    """A complaint with a name, a phone and a national ID."""
    return file("complaint", category="asphalt", national_id=NATIONAL)


@pytest.fixture
def show(client):
    return lambda message, **asked: client.get(f"/track/{message.code}", query_string=asked)


@pytest.fixture
def prove(client):
    def press(message, digits: str):
        return client.post(f"/track/{message.code}/proof", data={"digits": digits})

    return press


@pytest.fixture
def answered(press, units):
    """``answered(message)``: referred to civil works and answered with a photo."""

    def do(message, words: str = "آسفالت شد و تمام"):
        referrer = "inspectorate" if message.kind == "complaint" else "operator"
        service.refer(press(referrer, message), units["civil_works"])
        verdict = "upheld" if message.kind == "complaint" else None
        return service.answer(press("civil", message), Answer("explained", words, verdict=verdict, photos=[FILE]))

    return do


FILE = "0" * 40 + ".webp"


def wrong(code: str) -> str:
    """One digit slipped."""
    return code[:5] + str((int(code[5]) + 1) % 10) + code[6:]


def other(code: str) -> str:
    """A right-looking code of nobody."""
    body = str(int(code[:-1]) ^ 5)
    return body + damm.digit(body)


SPELLINGS = (tracking.spaced, persian.persian_digits, lambda code: f" {code[:4]}-{code[4:]}")


@pytest.mark.parametrize("spell", SPELLINGS)
def test_a_code_is_found_however_it_is_typed(client, message, spell):
    assert client.post("/track", data={"code": spell(message.code)}).location == f"/track/{message.code}"


def test_one_wrong_digit_is_told_and_looks_nothing_up(client, message, monkeypatch):
    monkeypatch.setattr(queries, "by_code", lambda *asked: pytest.fail("it was looked up"))

    answer = client.post("/track", data={"code": wrong(message.code)})

    assert answer.status_code == 422
    assert "یکی از رقم‌های" in answer.text
    assert client.get(f"/track/{wrong(message.code)}").status_code == 422


@pytest.mark.parametrize("cut", [lambda code: code[:-1], lambda code: code + "0", lambda code: "12"])
def test_missing_digits_are_not_called_wrong_ones(client, message, cut):
    answer = client.post("/track", data={"code": cut(message.code)})

    assert answer.status_code == 422
    assert "دوازده رقم دارد" in answer.text


def test_a_code_of_nobody_is_told_calmly_and_keeps_what_was_typed(client, message):
    answer = client.post("/track", data={"code": other(message.code)})

    assert answer.status_code == 404
    assert "پیدا نشد" in answer.text
    assert other(message.code) in answer.text


@pytest.mark.parametrize("typed", ["", "1", "x" * 5000, "\x00", "'; --"])
def test_anything_else_is_no_code(client, typed):
    assert client.post("/track", data={"code": typed}).status_code == 422


@pytest.mark.parametrize("kind", rules.KINDS)
def test_the_code_alone_shows_nothing_personal_of_any_kind(file, show, answered, kind):
    made = file(kind, phone=PHONE, name="سارا احمدی", home="تاکستان، کوچهٔ گلها")
    if kind != "report":
        answered(made)

    page = show(made).text

    assert [secret for secret in SECRETS if secret in page.replace(made.code, "")] == []
    assert FILE not in page


def test_the_code_shows_how_far_it_is_whose_and_until_when(show, message, press, units):
    service.refer(press("inspectorate", message), units["civil_works"])
    service.accept(press("civil", message))

    page = show(message).text

    assert "عمران" in page
    assert "مسئول واحد" in page
    assert persian.written_date(rules.last_day(message.due_at, clock.zone()), "fa") in page
    assert page.count("data-now") == 1
    assert page.count("data-passed") == 2


def test_the_name_of_whoever_does_it_is_for_whom_it_belongs_to(show, prove, message, press, units):
    service.refer(press("inspectorate", message), units["civil_works"])
    service.accept(press("civil", message))
    name = queries.acting_for(db.session(), message.person_id, clock.now().date()).name

    before = show(message).text
    prove(message, "4567")

    assert name not in before
    assert name in show(message).text


def test_more_time_shows_the_old_date_the_new_one_and_why(show, message, press, units):
    service.refer(press("inspectorate", message), units["civil_works"])
    promised = message.due_at
    service.extend(press("civil", message), promised + timedelta(days=5), "قطعه در راه است")

    page = show(message).text

    for due in (promised, message.due_at):
        assert persian.written_date(rules.last_day(due, clock.zone()), "fa") in page
    assert "قطعه در راه است" in page


@pytest.mark.parametrize("digits", ["4567", "۴۵۶۷", "0899", PHONE, NATIONAL])
def test_the_last_four_digits_of_either_number_open_it(show, prove, message, answered, digits):
    answered(message)

    assert prove(message, digits).status_code == 303

    page = show(message).text
    assert "چاله در خیابان امام" in page
    assert "آسفالت شد و تمام" in page
    assert FILE in page


def test_the_proof_is_for_this_message_in_this_browser_for_half_an_hour(browser, show, prove, message, file, later):
    second = file("suggestion", body="فکری دیگر", phone="09120000000")
    prove(message, "4567")

    assert "چاله" in show(message).text
    assert "فکری دیگر" not in show(second).text
    assert "چاله در" not in browser().get(f"/track/{message.code}").text
    later(minutes=31)
    assert "چاله در" not in show(message).text


def test_wrong_digits_say_so_and_not_which(prove, message):
    answer = prove(message, "1111")

    assert answer.status_code == 403
    assert "تلفن یا کد ملی این پیام جور نیست" in answer.text


def test_too_few_digits_are_no_try(prove, message):
    assert prove(message, "45").status_code == 422


def test_five_tries_an_hour_over_all_addresses(message, limited):
    limited.get("/track")

    def attempt(digits: str, address: str) -> int:
        answer = limited.post(
            f"/track/{message.code}/proof", data={"digits": digits}, environ_base={"REMOTE_ADDR": address}
        )
        return answer.status_code

    tries = [attempt("1111", f"10.0.0.{n}") for n in range(6)]

    assert tries == [403] * 5 + [429]
    assert attempt("4567", "10.0.0.9") == 429


def test_the_right_digits_take_no_try_away(message, limited):
    answers = [limited.post(f"/track/{message.code}/proof", data={"digits": "4567"}).status_code for _ in range(7)]

    assert answers == [303] * 7


def test_codes_of_nobody_are_counted_and_codes_of_somebody_are_not(message, limited):
    known = [limited.get(f"/track/{message.code}").status_code for _ in range(40)]
    unknown = [limited.get(f"/track/{other(message.code)}").status_code for _ in range(31)]

    assert set(known) == {200}
    assert unknown == [404] * 30 + [429]
    assert limited.get(f"/track/{message.code}").status_code == 429


def test_beside_a_guesser_a_matter_that_is_held_open_is_still_followed(message, limited, app):
    limited.post(f"/track/{message.code}/proof", data={"digits": "4567"})
    guesser = app.test_client()
    for _ in range(30):
        guesser.get(f"/track/{other(message.code)}")

    assert limited.get(f"/track/{message.code}").status_code == 200
    assert limited.post(f"/track/{message.code}/words", data={"words": "هنوز هم"}).status_code == 303
    assert limited.get(f"/track/{other(message.code)}").status_code == 429
    assert guesser.get(f"/track/{message.code}").status_code == 429


def test_guessers_from_everywhere_leave_others_their_way(message, limited, monkeypatch):
    monkeypatch.setattr(knocks, "ALL", knocks.parse("5 per hour"))

    def look(code: str, address: str) -> int:
        return limited.get(f"/track/{code}", environ_base={"REMOTE_ADDR": address}).status_code

    guesses = [look(other(message.code), f"10.0.0.{n}") for n in range(5)]

    assert guesses == [404] * 5
    assert look(message.code, "10.0.1.1") == 200
    assert [look(other(message.code), "10.0.1.2") for _ in range(4)] == [404] * 3 + [429]


def test_a_report_shows_its_state_and_nothing_else_to_anybody(client, file, show, prove, press):
    made = file("report", body="رشوه خواستند", phone=PHONE)
    service.answer(press("inspectorate", made), Answer("explained", "رسیدگی شد و پایان یافت"))

    page = show(made).text
    assert "پاسخ داده شد" in page
    assert not any(word in page for word in ("رشوه", "رسیدگی شد و پایان", "بازرسی و شکایات", "/words"))
    assert prove(made, "4567").status_code == 403
    assert client.post(f"/track/{made.code}/words", data={"words": "x"}).status_code == 403


def test_a_nameless_message_shows_its_answer_and_not_its_words(client, file, show, answered):
    made = file(category="asphalt")
    answered(made)

    page = show(made).text

    assert "آسفالت شد و تمام" in page
    assert "چاله در خیابان امام" not in page
    assert f"{FILE}?code={made.code}" in page or FILE in page


def test_an_erased_one_stays_shut(show, file, answered, client):
    made = file(phone=PHONE)
    answered(made)
    sender = queries.sender(db.session(), made.id)
    sender.phone, sender.phone_index, sender.erased_at = "", None, clock.now()
    db.session.commit()

    assert "آسفالت شد و تمام" not in show(made).text
    assert client.post(f"/track/{made.code}/words", data={"words": "x"}).status_code == 403


@pytest.mark.parametrize("digits", ["१२३४", "٤٥٦١", "४५६७"])
def test_digits_of_any_script_are_no_fault(prove, message, digits):
    assert prove(message, digits).status_code == 403


def test_who_only_has_the_code_of_a_nameless_message_speaks_and_does_not_end_it(client, show, file):
    made = file(category="asphalt")

    assert client.post(f"/track/{made.code}/words", data={"words": "درست شد"}).status_code == 303
    refused = client.post(f"/track/{made.code}/withdrawal")

    assert refused.status_code == 403
    assert "شماره‌ای همراه این پیام نیست" in refused.text
    assert "شماره‌ای همراه این پیام نیست" in show(made).text
    assert "/withdrawal" not in show(made).text


def test_the_browser_it_was_filed_in_withdraws_it_for_two_days(client, browser, look, later):
    def send(key: str) -> Message:
        given = {"kind": "request", "body": "چاله", "address": "خیابان امام", "request_key": key}
        client.post("/messages", data=given)
        return look().query(Message).order_by(Message.id.desc()).first()

    first = send("first-page")
    assert "/withdrawal" in client.get(f"/track/{first.code}").text
    assert browser().post(f"/track/{first.code}/withdrawal").status_code == 403
    assert client.post(f"/track/{first.code}/withdrawal").status_code == 303

    second = send("second-page")
    later(hours=49)
    assert client.post(f"/track/{second.code}/withdrawal").status_code == 403


@pytest.mark.parametrize("verb", ["words", "withdrawal", "reopening", "objection"])
def test_nobody_acts_for_a_citizen_beside_a_session_of_the_staff(sign_in, file, answered, look, verb):
    made = file(category="asphalt")
    answered(made)
    turn = look().get(Message, made.id).turn
    head = sign_in("civil")

    refused = head.post(f"/track/{made.code}/{verb}?lang=en", data={"words": "پشیمان شدم"})

    assert refused.status_code == 403
    assert "Somebody of the staff is signed in in this browser" in refused.text
    page = head.get(f"/track/{made.code}?lang=en").text
    assert "Somebody of the staff is signed in in this browser" in page
    assert "<form" not in page
    assert look().get(Message, made.id).turn == turn


@pytest.mark.parametrize("verb", ["words", "withdrawal", "reopening", "objection"])
def test_nothing_is_done_without_the_proof(client, message, verb):
    assert client.post(f"/track/{message.code}/{verb}", data={"words": "نه"}).status_code == 403


def test_words_are_added(client, show, prove, message):
    prove(message, "4567")

    client.post(f"/track/{message.code}/words", data={"words": "هنوز هم همان است"})

    assert "هنوز هم همان است" in show(message).text


def test_a_page_sent_twice_adds_its_words_and_photos_once(office, message, later, look):
    for words in ("و آب هم بالا آمده", "و آب هم بالا آمده", "و هنوز"):
        service.add_words(office, message.id, words, [FILE])
    later(minutes=11)
    service.add_words(office, message.id, "و هنوز")

    assert queries.words_added(look(), message.id) == ["و هنوز", "و هنوز", "و آب هم بالا آمده"]
    assert [photo.file for photo in queries.photos(look(), message.id)] == [FILE]


def test_no_words_are_asked_for_again(client, prove, message):
    prove(message, "4567")

    answer = client.post(f"/track/{message.code}/words", data={"words": ""})

    assert answer.status_code == 422
    assert 'id="words-problem"' in answer.text


def test_a_message_is_withdrawn(client, show, prove, message):
    prove(message, "4567")

    client.post(f"/track/{message.code}/withdrawal", data={})

    assert "پس گرفته شد" in show(message).text
    assert client.post(f"/track/{message.code}/withdrawal", data={}).status_code == 409


def test_not_satisfied_opens_it_again_once_and_then_only_an_objection_is_left(
    client, show, prove, message, answered, press, look
):
    answered(message)
    prove(message, "4567")
    assert "/reopening" in show(message).text

    client.post(f"/track/{message.code}/reopening", data={"words": "درست نشد"})
    service.answer(
        press("civil", look().get(type(message), message.id)), Answer("explained", "باز هم", verdict="upheld")
    )

    page = show(message).text
    assert "درست نشد" in page
    assert "/reopening" not in page
    assert "/objection" in page
    client.post(f"/track/{message.code}/objection", data={"words": "نمی‌پذیرم"})
    assert "/objection" not in show(message).text


def test_a_duplicate_shows_how_the_other_stands_and_is_told_its_answer(show, prove, file, answered, press):
    first, second = file(category="asphalt"), file(category="asphalt", phone=PHONE)
    service.link(press("operator", second), first.code)
    prove(second, "4567")
    assert page_now(show(second).text) == "ثبت شد"
    assert "موضوع من چیز دیگری است" in show(second).text

    answered(first)

    page = show(second).text
    assert page_now(page) == "پاسخ داده شد"
    assert page.count("آسفالت شد و تمام") == 1
    assert FILE in page


def test_before_anybody_accepts_it_the_head_of_its_unit_answers_for_it(show, prove, message, press, units, about):
    service.refer(press("inspectorate", message), units["civil_works"])
    head = db.session().get(Person, about().units[units["civil_works"]].head_id)
    title, name = "مسئول واحد", head.name
    assert title in show(message).text
    prove(message, "4567")
    assert name in show(message).text

    head.active = False
    db.session.commit()

    page = show(message).text
    assert (title in page, name in page) == (False, False), "whoever has left answers for nothing"


def page_now(page: str) -> str:
    """The stage the page says it is at."""
    stage = page[page.index("data-now") :]
    return stage[stage.index("<b>") + 3 : stage.index("</b>")]


def test_the_sender_of_a_duplicate_may_come_back_after_the_other_was_answered(
    client, prove, file, answered, press, later
):
    first, second = file(category="asphalt"), file(category="asphalt", phone=PHONE)
    service.link(press("operator", second), first.code)
    later(days=40)
    answered(first)
    prove(second, "4567")

    assert client.post(f"/track/{second.code}/reopening", data={"words": "نه"}).status_code == 303


def test_photos_are_shown_to_whoever_has_proven_it(client, browser, file, prove, message, answered):
    answered(message)
    address = f"/messages/photos/{FILE}"
    (client_sees,) = {client.get(address).status_code}
    prove(message, "4567")

    assert client_sees == 404
    assert queries.has_photo(db.session(), message.office_id, [message.code], FILE)
    assert browser().get(f"{address}?code={message.code}").status_code == 404


def test_a_day_has_room_for_so_many_additions(client, prove, message, office, later, look):
    for n in range(service.MOST_ADDED):
        service.add_words(office, message.id, f"افزودهٔ {n}")
    prove(message, "4567")

    answer = client.post(f"/track/{message.code}/words", data={"words": "و باز هم"})

    assert answer.status_code == 429
    assert "فردا" in answer.text
    assert "و باز هم" in answer.text
    with pytest.raises(service.AddedOften):
        service.complete(office, message.id, "و باز هم", "", "")
    later(hours=25)
    service.add_words(office, message.id, "فردا رسید")
    assert len(queries.words_added(look(), message.id)) == service.MOST_ADDED + 1


def test_the_verdict_of_an_answer_that_does_not_stand_is_not_shown(client, show, prove, message, answered):
    answered(message)
    prove(message, "4567")
    assert "وارد" in show(message).text

    client.post(f"/track/{message.code}/reopening", data={"words": "درست نشد"})

    assert "said-verdict" not in show(message).text
