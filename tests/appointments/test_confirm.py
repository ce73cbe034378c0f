"""Where the office sends SMS, a time is kept for minutes and becomes an appointment by the code that was texted."""

import re

import pytest

from deskq.appointments import jobs, rules
from deskq.appointments.service import schedule
from deskq.core import clock
from deskq.core.text.persian import ascii_digits
from tests.appointments.confirming import (
    DAY,
    PHONE,
    ask,
    browser,
    client,
    enter,
    gateway,
    later,
    of_day,
    starts,
    states,
    texted,
    work,
)
from tests.appointments.conftest import CODE, hour, tomorrow

__all__ = ["browser", "client", "gateway", "texted", "work"]
pytestmark = pytest.mark.usefixtures("opened", "gateway")


def free(on_offer, at: str = "10:15") -> int:
    return next(slot.free for slot in on_offer().day(tomorrow()) if slot.starts_at == hour(at))


def test_a_time_is_kept_and_becomes_an_appointment_by_the_code_from_the_sms(client, texted, on_offer, gateway):
    assert "کد تأیید" in client.get(DAY).text
    link = ask(client).location
    kept = client.get(link).text
    assert (states(), free(on_offer)) == (["pending"], 0)
    assert "sms_code" in kept
    assert "۱۰:۱۰" in kept, "until when it is kept"
    code = of_day()[0].code
    assert f"{code[:3]} {code[3:]}" not in ascii_digits(kept), "no code for the kiosk yet"

    answer = enter(client, link, texted())

    assert (answer.status_code, answer.location, states()) == (303, link, ["booked"])
    assert f"{code[:3]} {code[3:]}" in ascii_digits(client.get(link).text)
    assert gateway.taken[-1][0] == "+989123456789"
    assert "کد تأیید نوبت" in gateway.texts[-1]
    assert len(gateway.texts[-1]) <= 70


def test_a_visitor_who_reads_english_gets_english(client, texted, gateway):
    fields = {"service": CODE, "starts": starts("10:15"), "phone": PHONE, "request_key": "k" * 20}
    client.post("/appointments?lang=en", data=fields)

    assert re.fullmatch("[0-9]{6}", texted())
    assert "Appointment code" in gateway.texts[-1]


def test_reload_second_tab_and_the_same_form_sent_twice_send_no_second_code(client, browser, texted, gateway):
    key = "k" * 20
    link = ask(client, request_key=key).location
    for _ in range(3):
        assert "sms_code" in client.get(link).text
    again = ask(client, request_key=key)
    code = texted()
    tab = browser()

    assert (again.status_code, again.location, len(gateway.texts)) == (303, link, 1)
    assert enter(tab, link, code).status_code == 303
    assert enter(client, link, code).location == link, "the other tab, a moment later"
    assert (states(), client.post(f"{link}/sms-code").status_code) == (["booked"], 303)


def test_back_with_a_corrected_number_or_another_time_replaces_what_was_kept(client, texted, gateway, on_offer):
    key = "k" * 20
    link = ask(client, phone="09123456780", request_key=key).location
    texted()

    assert ask(client, request_key=key).location == link
    code = texted()
    assert [number for number, _ in gateway.taken] == ["+989123456780", "+989123456789"]
    assert ask(client, "11:00", request_key=key).location == link
    assert enter(client, link, code).status_code == 403, "that was the code for another time"
    assert enter(client, link, texted()).status_code == 303
    assert (states(), free(on_offer)) == (["released", "released", "booked"], 1)


def test_who_chooses_again_does_not_stand_in_their_own_way(client, texted):
    ask(client)

    answer = ask(client)

    assert answer.status_code == 303
    assert states() == ["released", "pending"]


def test_a_stranger_with_my_number_neither_takes_my_time_nor_shuts_me_out(client, browser, texted):
    mine = ask(client).location
    code = texted()
    theirs = ask(browser(), "11:00", address="198.51.100.9").location
    texted()

    assert states() == ["pending", "pending"]
    assert enter(client, mine, code).status_code == 303
    assert enter(client, theirs, texted()).status_code == 409, "one for each service"


def test_what_is_not_confirmed_in_time_is_free_again(client, texted, on_offer):
    link = ask(client).location
    code = texted()
    later(minutes=10)
    assert enter(client, link, code).status_code == 409
    assert "دوباره آزاد شد" in client.get(link).text

    jobs.run_once()

    assert (states(), free(on_offer)) == (["released"], 1)
    late = enter(client, link, code)
    assert (late.status_code, states()) == (409, ["released"])
    assert "sms_code" not in late.text
    assert "/14050904" in late.text, "the way to choose again"


def test_how_long_a_time_is_kept_is_a_setting_and_never_beyond_itself(terms, client):
    terms(confirm_minutes=30, lead_minutes=0)
    clock.fix(hour("10:05"))

    ask(client)
    ask(client, "11:30", phone="09351112233")

    assert [found.code_until for found in of_day()] == [hour("10:15"), hour("10:35")]


def test_giving_it_back_frees_it_at_once(client, on_offer):
    link = ask(client).location

    answer = client.post(f"{link}/cancellation")

    assert (answer.status_code, answer.location) == (303, "/appointments")
    assert (states(), free(on_offer)) == (["released"], 1)


def test_a_kept_time_is_no_appointment_anywhere_else(client, check_in, office, at_hour):
    link = ask(client).location
    code = of_day()[0].code

    assert client.get(f"{link}/calendar.ics").status_code == 404
    assert client.get(f"{link}/move").status_code == 409
    at_hour("10:00")
    with pytest.raises(rules.NoSuchCode):
        check_in(code)


def test_a_day_that_the_office_cancels_releases_it_and_texts_nobody(client, texted, gateway, office):
    ask(client)
    texted()

    schedule.withdraw_day(office, "test", tomorrow(), ("قطع برق", "Power cut"))
    jobs.run_once()
    texted()

    assert states() == ["released"]
    assert len(gateway.texts) == 1
