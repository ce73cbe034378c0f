"""The charter in an office: chosen by the office, bound to its figures, and "it was not so" in one touch."""

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from deskq.charter import queries, service, tasks
from deskq.charter.models import CharterObjection
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text import half_years, jalali, persian
from deskq.core.text.half_years import Half
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.ratings.results import queries as rating_queries
from deskq.setup import finding_queries
from deskq.staff.models import Person
from deskq.work import numbers
from deskq.work.rules import Count
from tests.tools.admin_pages import HOSTILE
from tests.tools.device_pairing import paired
from tests.tools.forms import form_of


def objections(look) -> list[tuple[str, str]]:
    rows = look().execute(select(CharterObjection.subject, CharterObjection.promise_id)).all()
    return [tuple(row) for row in rows]


def test_nothing_is_public_before_the_office_ticks_promises_on_one_page(admin, page, send, client):
    text = page("/rights")
    assert "has not published its promises yet" in text
    assert "It was not so?" not in text
    assert "/rights" not in client.get("/").text
    text = page("/manage/charter")
    values = dict(re.findall(r'name="((?:text_fa|text_en|target|minutes)-\w+)" value="([^"]*)"', text))
    values = {name: unescape(value) for name, value in values.items()}
    revision = re.search(r'name="revision" value="(\w+)"', text)[1]

    wrong = send("/manage/charter", status=422, **{"target-wait": "400", "text_fa-wait": "متن", "revision": revision})
    assert "#target-wait" in wrong
    assert "400" in wrong
    send("/manage/charter", **{**values, "offered-wait": "1", "target-wait": "۹۵", "revision": revision})

    text = page("/rights")
    assert "You wait no longer than 30 minutes." in text
    assert "Our aim: 95%" in text
    assert text.count("right-line") == 1
    assert 'href="/rights' in client.get("/").text


def test_a_new_office_says_that_it_has_not_enough_yet(office, promised, page, admin, browser):
    text = page("/rights")

    assert text.count("right-line") == 9
    assert text.count("Not enough yet for a figure.") == 9
    assert "<b>0%" not in text
    assert (text.count("Our aim: 90%"), text.count("Our aim: 80 of 100")) == (3, 4)
    assert "It was not so?" in text
    assert "انتظار تا فراخوان: حداکثر دقیقه" in page("/manage/charter?lang=fa")
    kiosk = paired(browser(), office)
    assert "/kiosk/rights" in kiosk.get("/kiosk").text
    assert "You wait no longer than" in kiosk.get("/kiosk/rights?lang=en").text


def test_waits_of_the_last_season_are_measured(office, promised, monkeypatch):
    waits = rating_queries.WaitMinutes(Counter({5: 48, 31: 12}), Counter())
    monkeypatch.setattr(rating_queries, "wait_minutes", lambda session, span: waits)

    line = next(one for one in queries.lines(db.session(), office) if one.promise.code == "wait")

    assert (line.figure.value, line.figure.n, line.is_met) == (80, 60, False)


def test_it_was_not_so_in_one_touch_once_and_undone(office, client, promised, visit, look):
    assert "Was it as we promise?" in client.get(f"/t/{visit}?lang=en").text
    for unmeasured in ("messages", "nothing"):
        assert client.post(f"/rights/visit/{visit}/{unmeasured}").status_code == 404
    assert objections(look) == []

    for _ in range(2):
        assert client.post(f"/rights/visit/{visit}/wait").status_code == 303
    assert len(objections(look)) == 1
    assert "Recorded: it was not so" in client.get(f"/rights/visit/{visit}?lang=en").text
    rows = {row["code"]: row["objections"] for row in queries.of_half(db.session(), office, Half(14052))}
    assert (rows["wait"], rows["respect"]) == (1, 0)

    client.post(f"/rights/visit/{visit}/wait/undo")
    assert objections(look) == []


def test_a_visit_that_is_not_over_is_asked_later(office, client, promised):
    issue(office, "device:1", NewTicket("renewal_levy", "another secret of a visit for tests"))

    assert client.get("/rights/visit/another secret of a visit for tests").status_code == 409


def test_a_tracking_code_says_it_of_its_message(client, promised, look, file):
    code = file().code
    client.post(f"/rights/code/{code}/messages")

    assert [subject.partition(":")[0] for subject, _ in objections(look)] == ["message"]
    assert "Was it as we promise?" in client.get(f"/track/{code}?lang=en").text


def test_the_inspectorate_reads_it_with_what_was_measured_and_looks_into_it(promised, visit, client, sign_in):
    client.post(f"/rights/visit/{visit}/wait")
    sign_in("inspectorate")

    text = client.get("/manage/charter/objections?lang=en").text
    assert "You wait no longer than 30 minutes." in text
    assert re.search(r"Visit<br><small[^>]*>Renewal and waste levy · Tuesday 24 November 2026<", text)
    client.post(re.search(r'action="(/manage/charter/objections/\d+)', text)[1], data={"seen": "1"})

    assert "looked into" in client.get("/manage/charter/objections?lang=en").text


def test_the_unit_for_citizens_rights_reads_it_others_do_not(office, promised, sign_in, client, save):
    unit = db.session.scalars(select(Person).filter_by(office_id=office, sign_in_name="karimi")).one().unit_id
    sign_in("karimi")
    assert client.get("/manage/charter/objections").status_code == 403

    save(unit=unit)

    assert client.get("/manage/charter/objections").status_code == 200


def test_it_waits_for_the_inspectorate_until_somebody_is_in_the_unit_for_it(
    app, office, promised, visit, client, look, later, save
):
    def waits(name):
        person = look().scalars(select(Person).filter_by(office_id=office, sign_in_name=name)).one()
        who = numbers.worker(office, person.id, person.role)
        with app.test_request_context():
            return tasks.count(look(), who), [one.next_step for one in tasks.tasks(look(), who, 9)]

    client.post(f"/rights/visit/{visit}/wait")
    assert waits("inspectorate")[0] == Count(1, 0)
    assert waits("karimi") == (Count(0, 0), [])

    clerk = look().scalars(select(Person).filter_by(office_id=office, sign_in_name="karimi")).one()
    clerk_id = clerk.id
    save(unit=clerk.unit_id)
    later(days=8)
    assert waits("karimi")[0] == Count(1, 1)
    assert len(waits("karimi")[1]) == 1
    assert waits("inspectorate")[0] == Count(0, 0)

    row = look().scalars(select(CharterObjection)).one()
    for _ in range(2):
        service.mark_seen(office, "test", clerk_id, row.id, True)
    assert waits("karimi")[0] == Count(0, 0)
    kinds = [entry.kind for entry in journal.walk(look(), office)]
    assert kinds.count("charter.objection_seen") == 1


def test_the_next_report_is_announced_everywhere_and_missed_aloud(client, announce, later, page):
    announce(date(2027, 1, 10))
    for address in ("/", "/rights", "/published"):
        assert "The next half-year report" in page(address)

    later(days=60)
    assert "It is late." in page("/rights")


def test_the_set_up_says_when_the_report_is_near_or_missed(office, announce, later):
    def kinds():
        db.session.remove()
        return {one.kind for one in finding_queries.collect(db.session(), office, None, None, False)}

    announce(date(2027, 1, 10))
    assert not kinds() & {"report_near", "report_missed"}
    later(days=30)
    assert "report_near" in kinds()
    later(days=30)
    assert "report_missed" in kinds()


def test_a_day_within_the_half_year_is_no_day_for_its_report(announce):
    with pytest.raises(InvalidInput):
        announce(date(2026, 8, 1))


def test_sentences_are_shown_as_text(client, save):
    save({"wait": {"text_fa": HOSTILE, "text_en": HOSTILE, "target": 90, "minutes": 30, "offered": True}})

    assert HOSTILE not in client.get("/rights").text


@pytest.mark.parametrize("spelled", [str, persian.persian_digits, "{} ".format], ids=["plain", "persian", "space"])
def test_after_it_was_not_so_one_is_on_the_same_page_in_the_same_language(client, promised, file, spelled):
    code = spelled(file().code)
    for ending in ("messages", "messages/undo"):
        answer = client.post(f"/rights/code/{code}/{ending}?lang=en")

        page = client.get(answer.location)
        assert page.status_code == 200
        assert "Was it so?" in page.text


def test_a_confidential_report_says_nothing_of_promises(client, promised, look, file):
    """They are not measured by it, and the list of what was not so would tell that there is one."""
    code = file("report", body="رشوه خواستند").code

    assert client.get(f"/rights/code/{code}").status_code == 404
    assert client.post(f"/rights/code/{code}/messages").status_code == 404
    assert objections(look) == []


def test_the_list_names_no_address_of_a_message_that_its_reader_may_not_open(client, promised, file, sign_in):
    open_one, kept_back = file(), file("complaint", category="conduct")
    for made in (open_one, kept_back):
        client.post(f"/rights/code/{made.code}/messages")
    assert kept_back.restricted
    sign_in("mayor")

    text = client.get("/manage/charter/objections?lang=en").text

    assert re.findall(r'"/inbox/(\d+)', text) == [str(open_one.id)]


def test_a_unit_that_does_not_exist_cannot_read_it(save):
    with pytest.raises(InvalidInput) as refusal:
        save(unit=999_999)

    assert list(refusal.value.fields) == ["unit_id"]


def test_a_wait_without_minutes_promises_those_that_are_suggested(page, save):
    texts = {"text_fa": "بیش از {minutes} دقیقه", "text_en": "You wait no longer than {minutes} minutes."}

    save({"wait": {**texts, "target": 90, "minutes": None, "offered": True}})

    assert "You wait no longer than 30 minutes." in page("/rights")


def test_an_office_that_just_opened_announces_the_report_of_the_running_half_year(office, sign_in, client, save):
    half = half_years.containing(clock.today())
    assert queries.pending_half(db.session(), office) == half

    save(day=half.last + timedelta(days=40))

    day = jalali.written_date(half.last + timedelta(days=40), "en")
    assert f"comes on {day}" in _words(client.get("/rights?lang=en").text)
    sign_in("mayor")
    work = _words(client.get("/work?lang=en").text)
    assert f"Half-year report {day} The first report of this office" in work
    assert "is announced for this day" in work


def test_the_mayor_is_told_the_day_that_citizens_were_told(announce, client, sign_in, later):
    announce(date(2027, 1, 10))
    sign_in("mayor")
    before = _words(client.get("/work?lang=en").text)
    later(days=60)
    sign_in("mayor")
    after = _words(client.get("/work?lang=en").text)

    assert "Half-year report Sunday 10 January 2027" in before
    assert "is announced for this day; its figures are not frozen yet" in before
    assert "47 days left First half of 1405" in before
    assert "12 days late First half of 1405" in after


def test_what_the_mayor_has_just_announced_stands_on_their_page_at_once(lived, client, sign_in):
    sign_in("mayor")
    before = _words(client.get("/work?lang=en").text)
    sent = form_of(client.get("/manage/charter").text, "/manage/charter").changed(report_day="1405/10/20")

    client.post("/manage/charter", data=sent)

    assert "Sunday 10 January 2027" not in before
    assert "Half-year report Sunday 10 January 2027" in _words(client.get("/work?lang=en").text)


def _words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
