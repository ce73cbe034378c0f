"""The optional second name of a person is what English pages show; Persian pages never do."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service.issue import issue
from deskq.staff import queries, service


@pytest.fixture
def clerk(at):
    """The clerk of counter 2, with a name for English pages."""
    found = queries.person(db.session(), at(2).clerk_id)
    return service.save_person(
        found.id, service.PersonChanges(found.name, "clerk", True, set(), name_en="Sara Ahmadi"), "test"
    )


@pytest.fixture
def supervisor(enter):
    return enter("supervisor")


@pytest.fixture
def ticket(clerk, at, office):
    counters.open_counter(at(2))
    made = issue(office, "test", NewTicket("renewal_levy", secrets.new()))
    calls.call_next(at(2))
    return made


def test_each_page_names_the_clerk_in_its_language_and_without_a_second_name_by_the_first(supervisor, clerk, ticket):
    for path in ("/manage", f"/manage/tickets/{ticket.id}"):
        english, persian = (supervisor.get(f"{path}?lang={language}").text for language in ("en", "fa"))
        assert "Sara Ahmadi" in english
        assert clerk.name not in english
        assert "Sara Ahmadi" not in persian
        assert clerk.name in persian

    service.save_person(clerk.id, service.PersonChanges(clerk.name, "clerk", True, set(), name_en=" "), "test")
    assert clerk.name in supervisor.get("/manage?lang=en").text


def test_a_clerk_reads_their_own_name_at_the_counter(enter, clerk):
    own = enter(clerk.sign_in_name)

    for path in ("/counters", "/counters/2"):
        assert "Sara Ahmadi" in own.get(f"{path}?lang=en").text
        assert "Sara Ahmadi" not in own.get(f"{path}?lang=fa").text


def test_who_chooses_a_counter_reads_who_works_at_the_others(enter, at, clerk, ticket):
    colleague = enter(queries.person(db.session(), at(3).clerk_id).sign_in_name)

    assert "Sara Ahmadi" in colleague.get("/counters?lang=en").text
    assert clerk.name in colleague.get("/counters?lang=fa").text
