"""The steps of the set-up: what each adds, what it leaves alone, and which is said to be missing."""

from datetime import date

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache, holidays
from deskq.office.models import Opening, SpecialDay
from deskq.queue.service.issue import NewTicket, issue
from deskq.setup import rules
from deskq.staff.models import KnownBrowser, Person
from tests.tools.forms import form_of


def about(office):
    db.session.remove()
    return config_cache.of(db.session(), office)


def send(admin, page: str, **fields):
    form = form_of(admin.get(page).text, page)
    return admin.post(page, data=form.changed(**fields))


def test_the_steps_are_done_in_their_order_and_may_be_left_out():
    found = rules.steps({"office", "hours", "services"}, {"printing": "skipped", "sound": "done"})

    states = {step.key: step.state for step in found}
    assert (states["hours"], states["people"], states["printing"], states["sound"]) == (
        "done", "missing", "skipped", "done",
    )  # fmt: skip
    assert rules.next_step(found) == "counters"
    assert rules.next_step(rules.steps(rules.KEYS, {})) is None


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 11, 24), date(2027, 2, 11)), (date(2027, 3, 21), date(2027, 3, 21))]
)
def test_each_public_holiday_comes_once_from_today_on(today, first):
    found = holidays.coming(today)

    assert (len(found), found[0][0]) == (len(holidays.YEARLY), first)
    assert all(day >= today for day, _ in found)


def test_a_week_replaces_the_hours_of_the_office_and_not_those_of_a_service(admin, office):
    service = next(iter(about(office).services))
    own = Opening(office_id=office, service_id=service, valid_from=date(2020, 1, 1), valid_until=date(2999, 12, 31),
                  weekday=0, opens=540, closes=600)  # fmt: skip
    db.session.add(own)
    db.session.commit()
    day = next(day for day, _ in holidays.coming(clock.now().date()) if day not in about(office).special)

    answer = send(admin, "/manage/setup/hours", weekdays=["0", "2"], opens="۸:۰۰", holidays=[day.isoformat()])

    assert answer.status_code == 303
    weekly = about(office).weekly
    assert sorted((row.weekday, row.opens) for row in weekly if row.service_id is None) == [(0, 480), (2, 480)]
    assert [row.opens for row in weekly if row.service_id == service] == [540]
    assert db.session.query(SpecialDay).filter_by(day=day).count() == 1


def test_services_are_added_once_with_their_group(admin, office):
    before = len(about(office).services)

    twice = [admin.post("/manage/setup/services", data={"services": ["info_desk"]}).status_code for _ in range(2)]
    unknown = admin.post("/manage/setup/services", data={"services": ["nothing"]})

    assert twice == [303, 303]
    assert unknown.status_code == 422
    assert len(about(office).services) == before


def test_boxes_of_which_none_is_ticked_are_said_to_need_one(admin):
    for step, fields in (("services", {}), ("hours", {"opens": "7:30", "closes": "14:15"})):
        refused = admin.post(f"/manage/setup/{step}?lang=en", data=fields)
        assert refused.status_code == 422
        assert "Please choose at least one." in refused.text
        assert "Please fill in this field." not in refused.text


def test_counters_that_are_alike_are_added_together_or_not_at_all(admin, office):
    services = [str(row) for row in list(about(office).services)[:2]]
    form = {"number": "20", "count": "3", "room_fa": "سالن", "services": services}

    added = admin.post("/manage/setup/counters", data=form)
    clash = admin.post("/manage/setup/counters", data={**form, "number": "18"})

    numbers = set(about(office).counter_ids)
    assert (added.status_code, clash.status_code) == (303, 422)
    assert {20, 21, 22} <= numbers
    assert not {18, 19} & numbers


def test_the_first_password_is_shown_once_and_is_in_no_address_and_no_cookie(admin):
    form = {"name": "کیان راد", "sign_in_name": "karmand", "role": "clerk", "new": "abcde-fghjk-mnpq"}

    answer = admin.post("/manage/setup/people", data=form)
    later = admin.get("/manage/setup/people").text

    assert answer.status_code == 200
    assert form["new"] in answer.text
    assert form["new"] not in later
    assert form["new"] not in str(answer.headers)


def test_only_what_the_server_cannot_see_is_said_to_be_done(admin):
    said = {
        (step, mark): admin.post(f"/manage/setup/marks/{step}", data={"mark": mark}).status_code
        for step, mark in (("sound", "done"), ("devices", "skipped"), ("devices", "done"), ("hours", "skipped"))
    }

    assert list(said.values()) == [303, 303, 404, 404]
    assert "left for later" in admin.get("/manage/setup?lang=en").text


def test_the_step_of_devices_says_when_no_other_device_can_open_the_addresses(app, admin):
    for address, is_told in (("http://127.0.0.1:8000", True), ("http://192.168.1.10:8000", False)):
        app.config["PUBLIC_URL"] = address
        page = admin.get("/manage/setup/devices?lang=en").text
        assert f"{address}/kiosk" in page
        assert ("DESKQ_HOST=0.0.0.0" in page) == is_told


def test_who_is_signed_in_is_not_counted_among_those_who_never_were(admin, office):
    with transaction(office, "test") as tx:
        tx.session.query(KnownBrowser).delete()
        people = tx.session.query(Person).filter_by(office_id=office, active=True).count()

    assert f"{people - 1} people have not signed in yet." in admin.get("/manage/setup?lang=en").text


def test_the_first_ticket_is_offered_until_one_is_issued(admin, office):
    before = admin.get("/manage/setup/first/queue?lang=en").text
    issue(office, "test", NewTicket("info_desk", secrets.new()))

    after = admin.get("/manage/setup/first/queue?lang=en").text
    assert "Take a ticket at the kiosk" in before
    assert "It has happened." not in before
    assert "It has happened. This part is in use." in after
