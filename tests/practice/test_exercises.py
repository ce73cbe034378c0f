"""The exercises: which are done, from the journal of the practice hall; and what is next."""

import pytest

from deskq.core import event_types
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.practice import exercises, queries
from deskq.queue.models import Ticket
from deskq.staff import queries as staff_queries

EN = {"lang": "en"}


@pytest.fixture
def done(hall):
    """``done("karimi")``: keys of the exercises that this person has done."""

    def read(name: str) -> set[str]:
        hall_id = hall()
        person = staff_queries.person_by_name(db.session(), name)
        account = staff_queries.account_in(db.session(), person.id, hall_id)
        return set(queries.progress_of(db.session(), account).done)

    return read


@pytest.mark.parametrize("role", exercises.EXERCISES)
def test_each_is_done_by_events_that_exist(app, role):
    kinds = {kind.partition(":")[0] for one in exercises.EXERCISES[role] for group in one.done_by for kind in group}

    assert kinds <= set(event_types.known())
    assert len({one.key for one in exercises.EXERCISES[role]}) == len(exercises.EXERCISES[role])


def test_what_is_done_and_next_by_what_has_happened():
    everything = {kind for one in exercises.CLERK for group in one.done_by for kind in group}

    assert exercises.progress("clerk", ["ticket.held"]).done == frozenset()
    assert exercises.progress("clerk", ["ticket.held", "ticket.resumed"]).done == {"hold"}
    assert exercises.progress("clerk", []).next.key == "call"
    assert exercises.progress("clerk", ["ticket.started"]).next.key == "call"
    assert exercises.progress("clerk", ["ticket.called", "ticket.started"]).next.key == "finish"
    assert exercises.progress("clerk", everything).next is None
    assert exercises.progress("admin", ["ticket.called"]).exercises == ()


def another_service(hall_id: int) -> str:
    """One that the open counter serves besides that of its visitor."""
    config = config_cache.of(db.session(), hall_id)
    here = db.session().query(Ticket).filter(Ticket.office_id == hall_id, Ticket.state == "serving").one()
    others = (service for service in config.ranks[here.counter_id] if service != here.service_id)
    return config.services[next(others)].code


def test_a_clerk_does_all_of_them(practises, act, done, hall):
    comes = practises("karimi")
    assert done("karimi") == set()
    for verb in ("calls", "service", "completion", "calls", "recall", "absence", "calls", "service", "hold"):
        act(comes, verb)
    assert done("karimi") == {"call", "start", "finish", "recall", "absent"}
    held = db.session().query(Ticket).filter(Ticket.office_id == hall(), Ticket.counter_id.is_not(None))
    act(comes, "resumption", ticket=str(held.filter(Ticket.state == "held").one().id))
    act(comes, "transfer", service=another_service(hall()))
    act(comes, "undo")
    act(comes, "help", needed="1")
    act(comes, "completion")
    act(comes, "break", minutes="5")
    act(comes, "opening")

    assert done("karimi") == {one.key for one in exercises.CLERK}
    assert "You have done all exercises" in comes.browser.get(comes.page, query_string=EN).text
    assert "You have done all exercises" in comes.get("/practice", query_string=EN).text


def test_a_supervisor_does_all_of_them(practises, done, hall):
    comes = practises("supervisor")
    config = config_cache.of(db.session(), hall())
    rows = office_queries.counters(db.session(), hall())
    asks = next(row.number for row in rows if row.status == "open" and row.number != rows[0].number)
    busy = {row.clerk_id for row in rows}
    free = next(one.id for one in queries.invented(db.session(), hall()) if one.id not in busy)
    shut = next(row.number for row in rows if row.status == "closed")
    service = config.any_service("art100").id

    comes.post(f"/manage/hall/counters/{asks}/help")
    comes.post(f"/manage/hall/counters/{shut}/opening", clerk=str(free))
    comes.post("/manage/hall/loans", clerk=str(free), service=str(config.any_service("renewal_levy").id))
    comes.post("/manage/hall/lines", text="please", request_key="a-key-of-this-line")
    comes.post("/manage/hall/services/closing", service=str(service), reason="other", reason_fa="قطع", reason_en="")
    comes.post("/host/tickets", service="info_desk", request_key="a-key-of-this-ticket", count="1")
    comes.post(f"/manage/hall/counters/{shut}/break", minutes="5")
    assert "close" not in done("supervisor")
    comes.post(f"/manage/hall/counters/{shut}/closing")

    assert done("supervisor") == {one.key for one in exercises.SUPERVISOR}


def test_what_a_colleague_does_ticks_nothing_of_mine(practises, act, done):
    practises("karimi")
    other = practises("taheri")

    act(other, "calls")

    assert (done("karimi"), done("taheri")) == (set(), {"call"})


def test_the_counter_says_what_is_next_and_says_it_anew_after_each_action(practises, act):
    comes = practises("karimi")
    before = comes.browser.get(comes.page, query_string=EN).text

    answer = act(comes, "calls")
    after = comes.browser.get(comes.page + "/panel", query_string=EN).json["html"]

    assert answer.status_code == 303
    assert "Press the large button “Call next”." in before
    assert "The visitor is here: press “Start”." in after
    assert "1 of 10" in after


def test_the_hall_says_what_is_next_and_a_real_counter_nothing_of_it(practises, signed_in):
    assert "0 of 8" in practises("supervisor").get("/manage", query_string=EN).text
    assert "practice-step" not in signed_in("karimi").get("/counters/1").text
