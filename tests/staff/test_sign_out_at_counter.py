"""Signing out at a counter, and counters whose clerk left without signing out, on the pages."""

import pytest

from deskq.core import secrets
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.staff.conftest import inside


@pytest.fixture
def clerk(enter, office):
    """Karimi at counter 1, with one visitor in line."""
    browser = enter("karimi")
    assert browser.post("/counters/1/opening").status_code == 303
    issue(office, "test", NewTicket("info_desk", secrets.new()))
    return browser


def test_with_a_visitor_called_the_page_asks_and_nobody_is_signed_out_before_the_answer(clerk):
    clerk.post("/counters/1/calls")

    answer = clerk.post("/sign-out")
    of_script = clerk.post("/sign-out", headers={"X-Fragment": "1"})

    assert answer.status_code == 409
    assert 'value="put_back"' in answer.text
    assert 'href="/counters/1"' in answer.text
    assert (of_script.status_code, of_script.json["type"]) == (409, "visitor-here")
    assert inside(clerk)

    clerk.post("/counters/1/service")
    assert 'value="finish"' in clerk.post("/sign-out").text
    assert clerk.post("/sign-out", data={"parting": "finish"}).status_code == 303
    assert not inside(clerk)


def test_who_signs_in_again_finds_the_closing_and_may_take_it_back(clerk, enter):
    clerk.post("/sign-out")
    again = enter("karimi")
    assert 'id="undo"' in again.get("/counters/1").text

    again.post("/counters/1/undo")

    assert 'data-state="free"' in again.get("/counters/1").text


def test_a_counter_whose_clerk_must_have_gone_is_offered_to_a_colleague_and_shown_in_the_hall(clerk, enter, later):
    other, supervisor = enter("rahmani"), enter("supervisor")
    assert "counter-over" not in other.get("/counters").text
    assert "Unattended" not in supervisor.get("/manage?lang=en").text
    later(minutes=50)
    other.get("/counters"), supervisor.get("/manage")
    later(minutes=11)

    assert "counter-over" in other.get("/counters").text
    assert "Unattended: no activity since 10:00" in supervisor.get("/manage?lang=en").text
    answer = other.post("/counters/1/opening")

    assert (answer.status_code, answer.location) == (303, "/counters/1")
    assert other.get("/counters/1").status_code == 200
    assert clerk.get("/counters/1").status_code == 303
