"""Begin to practise: the hall that is made, its set-up, the account in it, and what is found there."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import config_cache, directory
from deskq.office import queries as office_queries
from deskq.office.date_ranges import Hours
from deskq.office.models import Counter, Office
from deskq.office.service import counters as counter_commands
from deskq.office.service import services as service_commands
from deskq.office.service.create_office import create_office
from deskq.practice import queries
from deskq.queue.hall import queries as hall_queries
from deskq.queue.models import Ticket
from deskq.queue.service import counters
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from deskq.staff.service import PersonChanges


def tickets(office_id: int, state: str) -> list[Ticket]:
    return db.session().query(Ticket).filter(Ticket.office_id == office_id, Ticket.state == state).all()


def open_counters(office_id: int) -> list[Counter]:
    return [row for row in office_queries.fresh_counters(db.session(), office_id) if row.status == "open"]


def test_a_clerk_comes_to_an_open_counter_with_people_who_wait_and_a_second_press_adds_nothing(practises, hall):
    comes = practises("karimi")
    page = comes.browser.get(comes.page)

    waiting, held = tickets(hall(), "waiting"), tickets(hall(), "held")
    assert comes.page.startswith("/o/main-practice/counters/")
    assert page.status_code == 200
    assert len({ticket.service_id for ticket in waiting}) > 2
    assert len({ticket.priority_id for ticket in waiting}) == 2
    assert len({ticket.arrived_at for ticket in waiting}) == len(waiting) == 7
    assert [ticket.counter_id for ticket in held] == [None]
    first = [ticket.id for ticket in (*waiting, *held)]

    assert comes.browser.post("/practice").location == comes.page
    assert [ticket.id for state in ("waiting", "held") for ticket in tickets(hall(), state)] == first
    assert db.session().query(Office).filter(Office.practice_of.is_not(None)).count() == 1


def test_a_supervisor_comes_to_a_hall_that_needs_them(practises, hall):
    comes = practises("supervisor")

    page = comes.browser.get(comes.page, query_string={"lang": "en"})

    staffed = open_counters(hall())
    waits = [clock.now() - ticket.arrived_at for ticket in tickets(hall(), "waiting")]
    assert comes.page == "/o/main-practice/manage"
    assert "asks for help" in page.text
    assert len(staffed) == 2
    assert len(hall_queries.help_calls(db.session(), hall())) == 1
    assert max(waits).total_seconds() == 35 * 60
    assert {row.clerk_id for row in staffed} < {one.id for one in queries.invented(db.session(), hall())}


def test_the_set_up_is_that_of_the_real_office_and_open_at_any_hour(practises, hall, office):
    practises("karimi")

    real, copy = config_cache.of(db.session(), office), config_cache.of(db.session(), hall())
    assert [row.code for row in copy.offered] == [row.code for row in real.offered]
    assert [row.place for row in copy.counters.values()] == [row.place for row in real.counters.values()]
    assert [len(copy.ranks[copy.counter_ids[number]]) for number in copy.counter_ids] == [
        len(real.ranks[real.counter_ids[number]]) for number in real.counter_ids
    ]
    assert copy.office.practice_of == office
    assert copy.office.name.en.startswith("Practice: ")
    assert (copy.office.join_share, copy.office.line_closing) == (0, "off")
    assert set(copy.office.unused_parts.split()) == {"messages", "applications", "boxes", "half_year"}


def test_a_change_of_the_real_set_up_is_copied_with_the_next_beginning(practises, hall, office):
    practises("karimi")
    row = config_cache.of(db.session(), office).any_service("art100")
    fields = {name: getattr(row, name) for name in ("group_id", "series", "name_fa", "position", "icon")}
    service_commands.save_service(office, "test", row.id, {**fields, "offered": False, "day_quota": 3}, ())
    counter_commands.delete_counter(office, "test", office_queries.counter_by_number(db.session(), office, 6).id)

    practises("taheri")

    copy = config_cache.of(db.session(), hall())
    found = copy.any_service("art100")
    assert (found.offered, found.day_quota) == (False, None)
    assert copy.ranks.get(copy.counter_ids[6], {}) == {}


def test_two_clerks_practise_at_counters_of_their_own(practises, hall):
    first, second = practises("karimi"), practises("taheri")

    assert first.page != second.page
    assert len(open_counters(hall())) == 2
    assert [one.browser.get(one.page).status_code for one in (first, second)] == [200, 200]


def test_a_clerk_gets_the_counter_of_their_break_and_takes_that_of_an_invented_clerk(practises, at, hall):
    practises("supervisor")
    counters.open_counter(at(2))
    counters.break_counter(at(2), 15)

    comes = practises(staff_queries.person(db.session(), at(2).clerk_id).sign_in_name)

    assert comes.page == "/o/main-practice/counters/2"
    assert [row.number for row in open_counters(hall())] == [1, 2]


def test_while_the_real_counter_is_open_nobody_practises(signed_in, at, office):
    counters.open_counter(at(1))

    name = staff_queries.person(db.session(), at(1).clerk_id).sign_in_name
    answer = signed_in(name).post("/practice", query_string={"lang": "en"})

    assert answer.status_code == 409
    assert "Counter 1 of the real hall is open with you" in answer.text
    assert queries.hall_of(db.session(), office) is None


@pytest.mark.parametrize(
    ("kept", "words"), [(1, "taken by colleagues who practise"), (0, "no counter with services yet")]
)
def test_where_every_counter_is_taken_or_none_serves_anything_practice_does_not_begin(
    practises, signed_in, office, kept, words
):
    for row in office_queries.counters(db.session(), office)[kept:]:
        counter_commands.delete_counter(office, "test", row.id)
    if kept:
        practises("karimi")

    answer = signed_in("taheri").post("/practice", query_string={"lang": "en"})

    assert answer.status_code == 409
    assert words in answer.text


def test_the_account_has_the_role_of_today_and_an_earlier_session_loses_the_other(practises, hall):
    comes = practises("karimi")
    person = staff_queries.person_by_name(db.session(), "karimi")
    staff_service.save_person(person.id, PersonChanges(person.name, "supervisor", True, set()), "test")

    now = practises("karimi")

    assert staff_queries.account_in(db.session(), person.id, hall()).role == "supervisor"
    assert now.get("/manage").status_code == 200
    assert comes.get("/counters").status_code == 303


def test_the_name_of_an_office_that_is_called_so_already_is_left_to_it(practises, hall, office):
    create_office("test", {"name_fa": "دیگر"}, Hours(None, 0, 60, clock.today()), range(7), "main-practice")

    answer = practises("karimi")

    assert answer.page.startswith("/o/main-practice-2/counters/")
    assert office_queries.office(db.session(), hall()).slug == "main-practice-2"
    assert len(directory.entries(db.session())) == 2


def test_beginning_again_fills_the_queue_and_unticks_the_exercises_and_never_overfills_the_hall(practises, act, hall):
    comes = practises("karimi")
    for _visitor in range(3):
        act(comes, "calls")
        act(comes, "absence")
    before = len(tickets(hall(), "waiting"))

    assert comes.post("/practice/again").location == comes.page
    assert before < len(tickets(hall(), "waiting"))
    assert "0 of 10" in comes.get("/practice", query_string={"lang": "en"}).text

    for _time in range(6):
        comes.post("/practice/again")
    assert len(tickets(hall(), "waiting")) + len(tickets(hall(), "held")) <= 24
