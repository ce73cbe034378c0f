"""Leaving, and the end of practice: nothing of the hall is left over."""

from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.practice import ending, queries
from deskq.queue.hall.models import CounterLine
from deskq.queue.models import LIVE, Ticket


def live(office_id: int) -> int:
    return db.session().query(Ticket).filter(Ticket.office_id == office_id, LIVE).count()


def staffed(office_id: int) -> list[int]:
    rows = office_queries.fresh_counters(db.session(), office_id)
    return [row.number for row in rows if row.status != "closed"]


def test_the_last_one_who_leaves_empties_the_hall_and_begins_with_no_exercise_done(app, practises, act, hall):
    first, second = practises("karimi"), practises("taheri")
    act(first, "calls")
    act(first, "service")

    first.post("/practice/leaving")
    between = live(hall()), staffed(hall())
    second.post("/practice/leaving")

    assert between[0] > 5
    assert between[1] == [int(second.page[-1])]
    assert (live(hall()), staffed(hall())) == (0, [])
    assert queries.busy_halls(db.session()) == []
    first.browser.post("/practice")
    assert "0 of 10" in first.get("/practice", query_string={"lang": "en"}).text
    result = app.test_cli_runner().invoke(args=["verify-journal"])
    assert result.exit_code == 0, result.output
    assert result.output.count("intact") == 2, result.output


def test_what_a_supervisor_has_changed_for_today_is_taken_back(practises, hall):
    comes = practises("supervisor")
    config = config_cache.of(db.session(), hall())
    service, clerk = config.any_service("art100").id, queries.invented(db.session(), hall())[0].id
    comes.post("/manage/hall/services/closing", service=str(service), reason="other", reason_fa="قطع", reason_en="")
    comes.post("/manage/hall/loans", clerk=str(clerk), service=str(service))
    comes.post("/manage/hall/lines", text="please", request_key="a-key-of-this-line")
    assert config_cache.of(db.session(), hall()).closures

    comes.post("/practice/leaving")

    config = config_cache.of(db.session(), hall())
    assert (config.closures, config.loans) == ({}, {})
    assert db.session().query(CounterLine).count() == 0


def test_after_the_end_the_page_of_exercises_says_so_and_begins_again(practises, hall):
    comes = practises("karimi")
    ending.end(hall())

    page = comes.get("/practice", query_string={"lang": "en"}).text
    answer = comes.post("/practice/again")

    assert "Practice has ended" in page
    assert comes.browser.get(answer.location).status_code == 200
    assert live(hall()) == 8
