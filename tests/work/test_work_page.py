"""A person's first page is their work: across all parts, by due date, with what to do next and one press to it."""

import pytest

from deskq.messages.service.refer import refer
from deskq.staff.models import Person
from tests.applications.conftest import BOTH
from tests.tools.statements import statements

#: What an inquiry needs; its first stage after the desk is with the planning unit.
PAPERS = frozenset({"agency_letter", "sketch", "identity"})


@pytest.mark.parametrize(
    ("page", "names"),
    [("/work", ("planner", "operator", "inspectorate", "mayor")), ("/counters", ("karimi",)),
     ("/manage", ("supervisor",))],
)  # fmt: skip
def test_they_come_to_their_work_after_signing_in_a_clerk_to_the_counter_and_a_supervisor_to_the_hall(
    enter, page, names
):
    assert {name: enter(name).landed for name in names} == dict.fromkeys(names, page)


@BOTH
def test_applications_of_their_unit_stand_there_although_no_message_does(opened, work_of, later):
    opened()
    later(days=60)

    rows = work_of("planner")

    assert [row.title for row in rows] == ["Building permit · Site inspection"]
    assert "late" in rows[0].text
    assert rows[0].step == "Inspect it, or put it on a tour"


def test_parcel_and_file_have_the_digits_of_the_screen(opened, enter, work_of):
    opened(parcel_code="1-65-22", file_number="4012")

    persian = enter("planner").get("/work").text

    assert "کد نوسازی ۱-۶۵-۲۲" in persian
    assert "۴۰۱۲" in persian
    assert "parcel 1-65-22 · file 4012" in work_of("planner")[0].text


@BOTH
def test_messages_and_applications_are_sorted_by_what_is_due_first(opened, file, units, action, work_of, later):
    opened("utility_inquiry", received=PAPERS)
    message = file(category="planning")
    refer(action("operator", message), units["planning"])

    assert [row.address for row in work_of("planner")] == ["/applications/1", f"/inbox/{message.id}"]


def test_every_row_leads_to_a_page_that_opens_for_them(opened, referred, file, enter, work_of, later):
    opened(), file(), file("complaint"), file("suggestion")
    later(days=90)
    for name in ("planner", "civil", "operator", "supervisor", "inspectorate", "deputy", "mayor", "karimi"):
        for row in work_of(name, "&of=all"):
            assert enter(name).get(row.address).status_code == 200, (name, row)


def test_what_is_done_leaves_the_list_and_the_number(referred, enter, work_of):
    civil = enter("civil")
    assert 'class="menu-count"' in civil.get("/inbox?lang=en").text

    civil.post(f"/inbox/{referred.id}/answer", data={"turn": 1, "outcome": "explained", "words": "شد."})

    assert work_of("civil") == []
    assert 'class="menu-count"' not in civil.get("/inbox?lang=en").text


def test_a_refused_press_does_not_count_the_work_again_and_a_conflict_does(referred, enter):
    civil, path = enter("civil"), f"/inbox/{referred.id}/answer"
    civil.get("/inbox")

    def counted(**fields: object) -> tuple[int, bool]:
        status = civil.post(path, data=fields).status_code
        with statements() as sent:
            civil.get("/account")
        return status, any("FROM message" in sql for sql, _ in sent)

    assert counted(turn=1, outcome="explained", words="") == (422, False)
    assert counted(turn=0, outcome="explained", words="شد.") == (409, True)


def test_an_empty_page_says_that_all_of_it_is_empty_and_what_to_do_or_that_one_has_no_unit(enter, look):
    civil = enter("civil")
    page = civil.get("/work?lang=en").text
    assert "Nothing waits for you." in page
    assert "all of them are empty" in page
    assert "All open applications" in page

    session = look()
    session.query(Person).filter_by(sign_in_name="civil").one().unit_id = None
    session.commit()
    page = enter("civil").get("/work?lang=en").text
    assert "You belong to no unit yet" in page
    assert "all of them are empty" not in page


def test_the_number_of_messages_and_applications_is_in_the_menu_of_every_page(opened, file, units, action, enter):
    opened("utility_inquiry", received=PAPERS), opened("utility_inquiry", received=PAPERS)
    message = file(category="planning")
    refer(action("operator", message), units["planning"])

    text = enter("planner").get("/account?lang=en").text

    assert text.count("menu-count") >= 3
    assert "waiting for you" in text


def test_the_page_is_in_persian_with_persian_digits(referred, enter):
    page = enter("civil").get("/work").text

    assert "کارهای من" in page
    assert "۱ کار در انتظار شماست" in page


def test_a_page_counts_in_few_statements_and_the_next_one_in_none(referred, opened, enter, later):
    opened()
    planner = enter("planner")
    planner.get("/account?lang=en")  # the session, the caches of the office
    later(seconds=31)

    with statements() as first:
        planner.get("/account?lang=en")
    with statements() as second:
        planner.get("/account?lang=en")

    assert 0 < len(first) - len(second) <= 22
    assert [one for one, _ in second if "message" in one and "count" in one] == []
