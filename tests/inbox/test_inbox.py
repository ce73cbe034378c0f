"""The inbox: due messages by tabs and filters, in pages."""

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
from deskq.staff.models import Person
from tests.conftest import PASSWORD


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


def test_a_unit_sees_the_earliest_due_first(file, referred, units, action, listed):
    normal = file()
    refer(action("operator", normal), units["civil_works"])

    assert listed("civil", "unit") == [normal.id, referred.id]
    assert listed("city", "unit") == []


def test_an_answered_message_leaves_the_inbox_and_is_listed_by_its_state(file, units, action, listed):
    made = file("suggestion")
    refer(action("operator", made), units["civil_works"])
    answer_service.answer(action("civil", made), Answer("explained", "شد."))

    assert listed("civil", "unit") == []
    assert listed("civil", "unit", state="answered") == [made.id]


def test_filters_are_combined(file, listed, about):
    asphalt, complaint = file(category="asphalt", district_id=next(iter(about().districts))), file("complaint")
    category = about().category_by_code["asphalt"].id

    assert listed("operator", "all", kind="complaint") == [complaint.id]
    assert listed("operator", "all", category_id=category) == [asphalt.id]
    assert listed("operator", "all", category_id=category, kind="complaint") == []
    assert listed("operator", "all", district_id=asphalt.district_id) == [asphalt.id]
    assert set(listed("operator", "all", age="calm")) == {asphalt.id, complaint.id}
    for age, moment in (("amber", asphalt.amber_at), ("late", asphalt.due_at)):
        clock.fix(moment)
        assert listed("operator", "all", age=age) == [asphalt.id]


def test_pages_have_no_gaps_or_duplicates(file, listed):
    made = {file("suggestion").id for _ in range(2 * PAGE + 3)}
    pages = [listed.page("operator", "all")]
    for _ in range(2):
        pages.append(listed.page("operator", "all", pages[-1].after))

    seen = [row.id for page in pages for row in page.rows]

    assert len(seen) == len(set(seen)) == len(made)
    assert pages[-1].after is None


def test_an_invalid_page_position_shows_the_first_page(file, listed):
    made = file()

    invalid = ("x", "1", "-", "9" * 40 + "-1", "1-" + "9" * 40, "٣-٤")

    assert {after: listed("operator", "all", after) for after in invalid} == {after: [made.id] for after in invalid}


def test_a_referred_message_is_listed_for_its_former_unit(referred, units, action, listed):
    refer_service.pass_on(action("civil", referred), units["green_space"], "فضای سبز است")

    assert listed("civil", "gone") == [referred.id]
    assert listed("civil", "unit") == []


def test_each_tab_shows_its_count(file, units, action, listed):
    for _ in range(3):
        refer(action("operator", file()), units["civil_works"])
    file()

    counts = inbox.counts(db.session(), listed.looking("operator"), ["mine", "unit", "refer", "all"])

    assert counts == {"mine": 0, "unit": 1, "refer": 1, "all": 4}


def test_a_substitute_sees_the_inbox_of_the_person_on_leave_and_is_named_in_lists(
    file, units, action, listed, on_leave, sign_in
):
    made = file()
    refer(action("operator", made), units["city_services"])
    refer_service.accept(action("city", made))
    assert listed("civil", "unit") == []

    on_leave("city", "civil")

    assert listed("civil", "unit") == listed("civil", "mine") == [made.id]
    names = {one.sign_in_name: one.name for one in staff_queries.people(db.session(), made.office_id)}
    page = sign_in("operator").get("/inbox?tab=all").text
    assert names["civil"] in page
    assert names["city"] not in page
    refer_service.pass_on(action("civil", made), units["green_space"], "کار ما نیست")


def test_each_level_and_a_substitute_sees_messages_escalated_to_it(referred, listed, on_leave):
    whole = referred.due_at - referred.started_at
    people, heard = ("civil", "deputy", "mayor"), []

    for share in (0.9, 1.01, 1.3, 1.6):
        clock.fix(referred.started_at + whole * share)
        jobs.run_once()
        heard.append([name for name in people if listed(name, "escalated")])

    assert heard == [[], ["civil"], ["civil", "deputy"], ["civil", "deputy", "mayor"]]
    on_leave("civil", "city")
    assert listed("city", "escalated") == [referred.id]


def test_a_person_without_a_unit_is_told_whom_to_contact(app, office, sign_in):
    person = staff_queries.person_by_name(db.session(), "moradi")
    db.session().get_one(Person, person.id).unit_id = None
    db.session.commit()

    page = sign_in("moradi").get("/inbox?lang=en")

    assert page.status_code == 200
    assert "Please ask an admin" in page.text


@pytest.mark.parametrize(
    ("name", "home"),
    [("civil", "/work"), ("inspectorate", "/work"), ("mayor", "/work"), ("admin", "/manage"), ("moradi", "/counters")],
)
def test_each_role_starts_at_its_own_tab(client, name, home):
    assert client.post("/sign-in", data={"name": name, "password": PASSWORD}).location == home


@pytest.mark.parametrize(
    "query", ["tab=nothing", "state=x&kind=y&age=z", "category=999&district=-1", "category=" + "9" * 30]
)
def test_invalid_query_parameters_are_ignored(sign_in, file, query):
    file()

    assert sign_in("operator").get(f"/inbox?{query}").status_code == 200
