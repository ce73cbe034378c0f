"""What a host does for one ticket: correct, note, fetch, help, take out."""

import pytest

from deskq.core.extensions import db
from deskq.queue import queries
from deskq.queue.notes.models import TicketNote
from deskq.queue.screens.shared import screen_version
from deskq.queue.service import assistance, calls, counters
from deskq.queue.service.in_hall import Amendment, amend
from tests.host.conftest import words

NOTE = "/host/tickets/{}/notes"


@pytest.fixture
def stored(host):
    def read(ticket):
        db.session.remove()
        return queries.ticket_by_id(db.session(), ticket.id)

    return read


def test_service_class_language_and_group_size_are_corrected_and_the_place_stays(issue, send, stored, later):
    ticket = issue("info_desk")
    arrived = ticket.arrived_at
    later(minutes=3)

    send(
        f"/host/tickets/{ticket.id}/changes",
        service="renewal_levy", priority="elderly", language="en", group_size=4, in_person="1",
    )  # fmt: skip

    now = stored(ticket)
    assert (now.language, now.group_size, now.in_person, now.arrived_at) == ("en", 4, True, arrived)
    assert now.waited == 180_000_000


def test_at_a_counter_only_what_moves_nobody_is_corrected(office, issue, send, stored, at):
    ticket = issue()
    counters.open_counter(at(2))
    calls.call_next(at(2))

    send(f"/host/tickets/{ticket.id}/changes", language="fa", group_size=2)
    refused = send(f"/host/tickets/{ticket.id}/changes", 409, service="info_desk", group_size=2)

    assert stored(ticket).group_size == 2
    assert "is at a counter now" in words(refused)


def test_a_correction_that_changes_nothing_is_not_journalled(office, issue):
    ticket = issue("info_desk")
    before = screen_version(db.session(), office)

    amend(office, "test", ticket.id, Amendment(service_code="info_desk", group_size=1))

    assert screen_version(db.session(), office) == before


def test_the_host_goes_to_a_visitor_in_person(host, issue, send, page, stored, at):
    ticket = issue()
    counters.open_counter(at(2))
    assistance.set_in_person(at(2), ticket.id, True)
    calls.call_next(at(2))
    assert "Please go to them" in words(page("/host"))

    send(f"/host/tickets/{ticket.id}/fetching")

    assert stored(ticket).fetched_at is not None
    assert "Please go to them" not in words(page("/host"))


def test_a_waiting_visitor_is_helped_on_the_spot(issue, send, stored):
    ticket = issue()

    send(f"/host/tickets/{ticket.id}/answer")
    send(f"/host/tickets/{ticket.id}/answer", 409)

    assert (stored(ticket).state, stored(ticket).outcome) == ("done", "done")


def test_a_ticket_is_taken_out_and_brought_back(issue, send, stored, later):
    ticket = issue()
    send(f"/host/tickets/{ticket.id}/cancellation")
    assert stored(ticket).state == "cancelled"
    later(seconds=10)

    send(f"/host/tickets/{ticket.id}/return")

    assert (stored(ticket).state, stored(ticket).arrived_at) == ("waiting", ticket.arrived_at)


def test_a_note_is_for_colleagues_only_and_its_text_in_no_journal(host, issue, send, page, office, stored):
    ticket = issue()

    text = send(NOTE.format(ticket.id), text="پدرش <b>همراه</b> اوست & ویلچر دارد")

    assert "پدرش &lt;b&gt;همراه&lt;/b&gt; اوست &amp; ویلچر دارد" in text
    raw = db.session().connection().exec_driver_sql("SELECT text FROM ticket_note").scalar()
    assert raw.startswith("s1.")
    bodies = db.session().connection().exec_driver_sql("SELECT body FROM journal").scalars().all()
    assert not [body for body in bodies if "ویلچر" in body]


def test_a_note_too_long_or_without_a_visible_character_is_refused_the_same_twice_is_one_and_it_is_removed(
    issue, send, stored
):
    ticket = issue()
    refused = send(NOTE.format(ticket.id), 422, text="x" * 100_000)
    assert "This text is too long." in refused
    send(NOTE.format(ticket.id), 422, text="\u200c")

    send(NOTE.format(ticket.id), text="x" * 500)
    send(NOTE.format(ticket.id), text="x" * 500)

    (note,) = db.session().query(TicketNote)
    send(f"/host/notes/{note.id}/removal")
    db.session.remove()
    assert db.session().query(TicketNote).count() == 0
