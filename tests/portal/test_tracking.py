"""Citizens track messages by code, which shows progress and no personal data."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali, persian
from deskq.message_pauses import service as pauses
from deskq.message_settings.kinds import KINDS
from deskq.messages import tracking_code
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import deadlines
from deskq.messages.service import answer as answer_service
from deskq.messages.service import extend_deadline
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.refer import refer
from deskq.portal import service
from deskq.staff.models import Person
from tests.portal.tracking import FILE, PHONE, answered, message, other, prove, show

__all__ = ["answered", "message", "prove", "show"]
SECRETS = ("چاله در خیابان امام", "خیابان امام", "سارا احمدی", "کوچهٔ گلها", "4567", "۴۵۶۷", "آسفالت شد و تمام")


def wrong(code: str) -> str:
    """One digit slipped."""
    return code[:5] + str((int(code[5]) + 1) % 10) + code[6:]


def without_code(page: str, code: str) -> str:
    """The page without the tracking code in any spelling: its digits may be like those of a telephone number."""
    spaced = tracking_code.spaced(code)
    for spelling in (code, spaced, persian.persian_digits(code), persian.persian_digits(spaced)):
        page = page.replace(spelling, "")
    return page


SPELLINGS = (tracking_code.spaced, persian.persian_digits, lambda code: f" {code[:4]}-{code[4:]}")


@pytest.mark.parametrize("spell", SPELLINGS)
def test_a_code_is_found_in_any_spelling(client, message, spell):
    assert client.post("/track", data={"code": spell(message.code)}).location == f"/track/{message.code}"


def test_a_wrong_check_digit_is_reported_without_a_look_up(client, message, monkeypatch):
    monkeypatch.setattr(message_queries, "by_code", lambda *asked: pytest.fail("it was looked up"))

    answer = client.post("/track", data={"code": wrong(message.code)})

    assert answer.status_code == 422
    assert "یکی از رقم‌های" in answer.text
    assert client.get(f"/track/{wrong(message.code)}").status_code == 422


def test_an_unknown_code_is_reported_and_the_input_is_kept(client, message):
    answer = client.post("/track", data={"code": other(message.code)})

    assert answer.status_code == 404
    assert "پیدا نشد" in answer.text
    assert persian.persian_digits(other(message.code)) in answer.text


@pytest.mark.parametrize("typed", ["", "1", "x" * 5000, "\x00", "'; --"])
def test_other_input_is_refused_as_no_code(client, typed):
    assert client.post("/track", data={"code": typed}).status_code == 422


@pytest.mark.parametrize("cut", [lambda code: code[:-1], lambda code: code + "0", lambda code: "12"])
def test_missing_digits_are_not_reported_as_wrong(client, message, cut):
    answer = client.post("/track", data={"code": cut(message.code)})

    assert answer.status_code == 422
    assert "دوازده رقم دارد" in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_the_code_alone_shows_no_personal_data_of_any_kind(file, show, answered, kind):
    made = file(kind, phone=PHONE, name="سارا احمدی", home="تاکستان، کوچهٔ گلها")
    if kind != "report":
        answered(made)

    page = show(made).text

    assert [secret for secret in SECRETS if secret in without_code(page, made.code)] == []
    assert FILE not in page


def test_the_code_shows_progress_unit_and_due_date(show, message, action, units):
    refer(action("inspectorate", message), units["civil_works"])
    refer_service.accept(action("civil", message))

    page = show(message).text

    assert "عمران" in page
    assert "رئیس واحد" in page
    assert jalali.written_date(deadlines.last_day(message.due_at, clock.zone()), "fa") in page
    assert page.count("data-now") == 1
    assert page.count("data-passed") == 2


def extended(action, message) -> str:
    extend_deadline.extend(action, message.due_at + timedelta(days=5), "قطعه در راه است")
    return "قطعه در راه است"


def waits_outside(action, message) -> str:
    until = clock.now() + timedelta(days=20)
    pauses.wait_outside(action, "شرکت آب", "انشعاب شما شکسته است", until)
    return "شرکت آب: انشعاب شما شکسته است"


@pytest.mark.parametrize("change", [extended, waits_outside])
def test_the_code_shows_both_promised_dates_and_the_sender_the_reason(show, prove, message, action, units, change):
    refer(action("inspectorate", message), units["civil_works"])
    promised = message.due_at
    reason = change(action("civil", message), message)

    page = show(message).text

    for due in (promised, message.due_at):
        assert jalali.written_date(deadlines.last_day(due, clock.zone()), "fa") in page
    assert reason not in page
    prove(message, "4567")
    assert reason in show(message).text


def test_a_message_that_waits_promises_no_day_until_it_goes_on_and_breaks_none(show, message, action, units):
    refer(action("inspectorate", message), units["civil_works"])
    promised = message.due_at
    until = clock.now() + timedelta(days=200)
    pauses.ask_back(action("civil", message), "کدام چراغ؟", until)

    page = show(message).text

    assert "در انتظار شما" in page
    assert "تاریخ تازه وقتی کار ادامه یابد حساب می‌شود" in page
    assert f"<b>{fa(promised)}</b>" not in page
    assert "کدام چراغ؟" not in page
    clock.fix(until - timedelta(days=1))
    assert "track-late" not in show(message).text


def test_the_new_day_is_shown_once_it_goes_on_and_the_pause_made_no_other(show, message, action, units):
    """At the beginning of a pause the day is stored that holds if it lasts to its end: nobody was promised it."""
    refer(action("inspectorate", message), units["civil_works"])
    before = message.due_at
    pauses.ask_back(action("civil", message), "کدام چراغ؟", clock.now() + timedelta(days=20))
    longest = message.due_at
    clock.fix(clock.now() + timedelta(days=4))
    pauses.resume(action("civil", message))

    page = show(message).text

    assert f"<b>{fa(message.due_at)}</b>" in page
    assert f'<s class="track-day">{fa(before)}</s>' in page
    assert fa(longest) not in page
    assert "روزهایی که مهلت ایستاده بود حساب نمی‌شود" in page


def fa(moment) -> str:
    return jalali.written_date(deadlines.last_day(moment, clock.zone()), "fa")


def test_a_report_shows_only_its_state(client, file, show, prove, action):
    made = file("report", body="رشوه خواستند", phone=PHONE)
    answer_service.answer(action("inspectorate", made), Answer("explained", "رسیدگی شد و پایان یافت"))

    page = show(made).text
    assert "پاسخ داده شد" in page
    assert not any(word in page for word in ("رشوه", "رسیدگی شد و پایان", "بازرسی و شکایات", "/words"))
    assert prove(made, "4567").status_code == 403
    assert client.post(f"/track/{made.code}/words", data={"words": "x"}).status_code == 403


def test_an_anonymous_message_shows_its_answer_and_not_its_text(file, show, answered):
    made = file(category="asphalt")
    answered(made)

    page = show(made).text

    assert "آسفالت شد و تمام" in page
    assert "چاله در خیابان امام" not in page
    assert f'href="/messages/photos/{FILE}?code={made.code}"' in page


def test_a_duplicate_shows_progress_and_answer_of_the_primary(show, prove, file, answered, action):
    first, second = file(category="asphalt"), file(category="asphalt", phone=PHONE)
    answer_service.link(action("operator", second), first.code)
    prove(second, "4567")
    assert page_now(show(second).text) == "ثبت شد"
    assert "موضوع من چیز دیگری است" in show(second).text

    answered(first)

    page = show(second).text
    assert page_now(page) == "پاسخ داده شد"
    assert page.count("آسفالت شد و تمام") == 1
    assert FILE in page


def test_before_acceptance_the_head_of_the_unit_is_shown_as_responsible(show, prove, message, action, units, about):
    refer(action("inspectorate", message), units["civil_works"])
    head = db.session().get(Person, about().units[units["civil_works"]].head_id)
    title, name = "رئیس واحد", head.name
    assert title in show(message).text
    prove(message, "4567")
    assert name in show(message).text

    db.session.rollback()  # what was read here is older than the proof
    head.active = False
    db.session.commit()

    page = show(message).text
    assert (title in page, name in page) == (False, False), "anybody who has left answers for nothing"


def page_now(page: str) -> str:
    """The stage the page says it is at."""
    stage = page[page.index("data-now") :]
    return stage[stage.index("<b>") + 3 : stage.index("</b>")]


def test_a_form_submitted_twice_adds_text_and_photos_once(office, message, later, look):
    for words in ("و آب هم بالا آمده", "و آب هم بالا آمده", "و هنوز"):
        service.add_words(office, message.id, words, [FILE])
    later(minutes=11)
    service.add_words(office, message.id, "و هنوز")

    assert message_queries.words_added(look(), message.id) == ["و هنوز", "و هنوز", "و آب هم بالا آمده"]
    assert [photo.file for photo in message_queries.photos(look(), message.id)] == [FILE]


def test_photos_stand_with_the_words_they_came_with(office, message, later, show, prove):
    names = [f"{n}" * 40 + ".webp" for n in range(3)]
    for file, words in zip(names, ("اول", "دوم", ""), strict=True):
        later(minutes=20)
        service.add_words(office, message.id, words, [file])
    prove(message, "4567")

    said = show(message).text.partition('class="said"')[2].partition("</ol>")[0].split("<li")[1:]

    assert len(said) == 4
    assert [[file for file in names if file in one] for one in said] == [[], [names[0]], [names[1]], [names[2]]]
