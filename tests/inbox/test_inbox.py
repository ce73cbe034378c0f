"""The inbox: due messages by tabs and filters, in pages."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.inbox.queries import inbox
from deskq.inbox.queries.inbox import PAGE, Filters, InboxScope, Page
from deskq.messages import jobs
from deskq.messages.queries import viewers
from deskq.messages.service import answer as answer_service
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.refer import refer
from deskq.staff import queries as staff_queries
from deskq.staff.models import Leave, Person


@pytest.fixture
def listed(office, about):
    """``listed("civil", "unit", kind="complaint")``: ids of that tab as that person sees it now."""

    def ids(name: str, tab: str, after: str = "", **sieve: object) -> list[int]:
        return [row.id for row in page(name, tab, after, **sieve).rows]

    def page(name: str, tab: str, after: str = "", **sieve: object) -> Page:
        return inbox.page(db.session(), looking(name), tab, Filters(**sieve), after)

    def looking(name: str) -> InboxScope:
        session, today = db.session(), clock.now().astimezone(clock.zone()).date()
        person = staff_queries.person_by_name(session, name)
        away = viewers.people_on_leave_covered_by(session, person.id, today)
        people = frozenset({person.id, *(one.id for one in away)})
        return InboxScope(viewers.viewer(session, office, person.id, today), about(), people, clock.now())

    ids.page, ids.looking = page, looking
    return ids


@pytest.fixture
def on_leave(office):
    """``on_leave("city", "civil")``: city is away today, civil stands in."""

    def away(name: str, substitute: str) -> None:
        session, today = db.session(), clock.now().astimezone(clock.zone()).date()
        people = [staff_queries.person_by_name(session, one).id for one in (name, substitute)]
        session.add(
            Leave(office_id=office, person_id=people[0], substitute_id=people[1], first_day=today, last_day=today)
        )
        session.commit()

    return away


def test_a_unit_sees_the_earliest_due_first(file, units, action, listed):
    expert = file(category="asphalt")
    normal = file()
    for made in (expert, normal):
        refer(action("operator", made), units["civil_works"])

    assert listed("civil", "unit") == [normal.id, expert.id]
    assert listed("city", "unit") == []


def test_an_answered_message_leaves_the_inbox_and_is_listed_by_its_state(file, units, action, listed):
    made = file("suggestion")
    refer(action("operator", made), units["civil_works"])
    answer_service.answer(action("civil", made), Answer("explained", "شد."))

    assert listed("civil", "unit") == []
    assert listed("civil", "unit", state="answered") == [made.id]


def test_filters_are_combined(file, units, action, listed, about):
    asphalt, complaint = file(category="asphalt", district_id=next(iter(about().districts))), file("complaint")
    category = about().category_by_code["asphalt"].id

    assert listed("operator", "all", kind="complaint") == [complaint.id]
    assert listed("operator", "all", category_id=category) == [asphalt.id]
    assert listed("operator", "all", category_id=category, kind="complaint") == []
    assert listed("operator", "all", district_id=asphalt.district_id) == [asphalt.id]
    assert set(listed("operator", "all", age="calm")) == {asphalt.id, complaint.id}
    clock.fix(asphalt.amber_at)
    assert listed("operator", "all", age="amber") == [asphalt.id]
    clock.fix(asphalt.due_at)
    assert listed("operator", "all", age="late") == [asphalt.id]


def test_pages_have_no_gaps_or_duplicates(file, listed):
    made = {file("suggestion").id for _ in range(2 * PAGE + 3)}
    first = listed.page("operator", "all")
    second = listed.page("operator", "all", first.after)
    third = listed.page("operator", "all", second.after)

    seen = [row.id for page in (first, second, third) for row in page.rows]

    assert len(seen) == len(set(seen)) == len(made)
    assert third.after is None


def test_an_invalid_page_position_shows_the_first_page(file, listed):
    made = file()

    invalid = ("x", "1", "-", "9" * 40 + "-1", "1-" + "9" * 40, "٣-٤")

    assert {after: listed("operator", "all", after) for after in invalid} == {after: [made.id] for after in invalid}


def test_a_referred_message_is_listed_for_its_former_unit(file, units, action, listed):
    made = file()
    refer(action("operator", made), units["civil_works"])
    refer_service.pass_on(action("civil", made), units["green_space"], "فضای سبز است")

    assert listed("civil", "gone") == [made.id]
    assert listed("civil", "unit") == []


def test_each_tab_shows_its_count(file, units, action, listed):
    for _ in range(3):
        refer(action("operator", file()), units["civil_works"])
    file()

    counts = inbox.counts(db.session(), listed.looking("operator"), ["mine", "unit", "refer", "all"])

    assert counts == {"mine": 0, "unit": 1, "refer": 1, "all": 4}


def test_a_substitute_sees_the_inbox_of_the_person_on_leave(file, units, action, listed, on_leave):
    made = file()
    refer(action("operator", made), units["city_services"])
    refer_service.accept(action("city", made))
    assert listed("civil", "unit") == []

    on_leave("city", "civil")

    assert listed("civil", "unit") == listed("civil", "mine") == [made.id]
    refer_service.pass_on(action("civil", made), units["green_space"], "کار ما نیست")


def test_the_list_names_today_s_substitute(sign_in, file, units, action, on_leave):
    made = file()
    refer(action("operator", made), units["city_services"])
    refer_service.accept(action("city", made))
    on_leave("city", "civil")
    names = {one.sign_in_name: one.name for one in staff_queries.people(db.session(), made.office_id)}

    page = sign_in("operator").get("/inbox?tab=all").text

    assert names["civil"] in page
    assert names["city"] not in page


def test_each_level_sees_messages_escalated_to_it(file, units, action, listed):
    made = file(category="asphalt")
    refer(action("operator", made), units["civil_works"])
    whole = made.due_at - made.started_at
    people, heard = ("civil", "deputy", "mayor"), []

    for share in (0.9, 1.01, 1.3, 1.6):
        clock.fix(made.started_at + whole * share)
        jobs.run_once()
        heard.append([name for name in people if listed(name, "escalated")])

    assert heard == [[], ["civil"], ["civil", "deputy"], ["civil", "deputy", "mayor"]]


def test_a_substitute_of_the_head_sees_escalated_messages_too(file, units, action, listed, on_leave):
    made = file()
    refer(action("operator", made), units["civil_works"])
    clock.fix(made.due_at + timedelta(minutes=1))
    jobs.run_once()

    on_leave("civil", "city")

    assert listed("city", "escalated") == [made.id]


def test_a_person_without_a_unit_is_told_whom_to_contact(app, office, sign_in):
    person = staff_queries.person_by_name(db.session(), "moradi")
    db.session().get_one(Person, person.id).unit_id = None
    db.session.commit()

    page = sign_in("moradi").get("/inbox?lang=en")

    assert page.status_code == 200
    assert "Please ask an admin" in page.text


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("civil", "/work"),
        ("inspectorate", "/work"),
        ("mayor", "/work"),
        ("admin", "/manage"),
        ("moradi", "/counters"),
    ],
)
def test_each_role_starts_at_its_own_tab(client, name, home):
    answer = client.post("/sign-in", data={"name": name, "password": "a password for tests 42"})

    assert answer.location == home


@pytest.mark.parametrize(
    "query", ["tab=nothing", "state=x&kind=y&age=z", "category=999&district=-1", "category=" + "9" * 30]
)
def test_invalid_query_parameters_are_ignored(sign_in, file, query):
    file()

    assert sign_in("operator").get(f"/inbox?{query}").status_code == 200
