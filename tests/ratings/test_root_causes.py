"""Root causes recorded with answers, counted on the page of results."""

import pytest

from deskq.core.extensions import db
from deskq.messages.service import create
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.edit import StaffAction
from deskq.messages.service.message_input import MessageInput
from deskq.staff import queries as staff_queries
from tests.ratings.past_visits import PastVisit, days_ago, write_visits


@pytest.fixture
def answered(office):
    """``answered("complaint", "conduct")``: a message that the inspectorate answers now with that root cause."""
    made: list[int] = []

    def send(kind: str, cause: str | None) -> None:
        made.append(len(made))
        given = MessageInput(kind=kind, channel="letter", body="صف طولانی بود")
        message = create.register(office, "citizen", given, f"cause {len(made)}")
        person = staff_queries.person_by_name(db.session(), "inspectorate")
        action = StaffAction(office, f"person:{person.id}", person.id, message.id)
        answer(action, Answer("explained", "رسیدگی شد.", verdict="upheld", root_cause=cause))

    return send


@pytest.fixture
def causes(found):
    """{cause: messages} of this half-year."""
    return lambda: {name.en: count for row in found().root_causes for name, count in row.causes}


def test_each_root_cause_but_of_confidential_reports_is_counted_once_its_day_is_over(answered, causes, later):
    for cause in ("conduct", "long_queue", "long_queue", None):
        answered("complaint", cause)
    answered("report", "favouritism")
    assert causes() == {}

    later(days=1)

    assert causes() == {"Long queue": 2, "Staff conduct": 1}


def test_the_page_and_the_table_show_them(office, answered, later, sign_in):
    write_visits(office, [PastVisit(days_ago(3), score=4) for _ in range(30)])
    answered("complaint", "long_queue")
    later(days=1)
    reader = sign_in("supervisor")

    page = reader.get("/manage/ratings?lang=en").text
    table = reader.get("/manage/ratings/table.csv?lang=en").text

    section = page[page.index('id="causes-title"') :]
    assert "Long queue" in section[: section.index("</section>")]
    assert "root cause,Long queue,,1" in table
