"""The lobby shows what this process remembers only if that is the state at the end of the journal."""

from contextlib import contextmanager, suppress

import pytest
from sqlalchemy.exc import OperationalError

from deskq.announcements.events import AnnouncementSaved
from deskq.announcements.models import Announcement
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.live import news
from deskq.queue import live_tickets
from deskq.queue.events import TicketMoved
from deskq.queue.models import Ticket
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.service import calls, counters
from tests.tools.statements import statements


class Regretted(Exception):
    pass


@pytest.fixture
def disk_full(monkeypatch):
    """``with disk_full()``: the database refuses every commit."""

    def refuse(*asked):
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    @contextmanager
    def broken():
        with monkeypatch.context() as patch:
            patch.setattr(journal, "save_head", refuse)
            yield

    return broken


def last_entry(office) -> journal.Entry:
    head = journal.POSITION.all(db.session.connection(), {"office": office})
    return journal.Entry(sequence=journal.position_from_rows(head)[0], hash=journal.hash_from_rows(head))


@pytest.fixture
def tables_read(office):
    """``tables_read()``: which tables the drawing of a board reads."""

    def read() -> set[str]:
        db.session.remove()
        lobby_board(db.session(), office)
        db.session.remove()
        with statements() as sent:
            lobby_board(db.session(), office)
        return {statement.partition("FROM ")[2].split()[0] for statement, _ in sent if "FROM " in statement}

    return read


def shown(office):
    db.session.remove()
    board = lobby_board(db.session(), office)
    return [(row.code, row.state) for row in board.calls], sum(row.count for row in board.waiting)


def announce(office):
    with transaction(office, "test") as tx:
        times = {"starts_at": clock.now(), "ends_at": clock.now().replace(year=2100)}
        made = Announcement(office_id=office, position=1, kind="text", file="", text_fa="مدارک", text_en="", **times)
        made.seconds, made.active = 10, True
        tx.session.add(made)
        tx.session.flush()
        tx.record(AnnouncementSaved(made.id, True))
        tx.config_changed()


def test_after_an_action_of_this_process_only_the_head_of_the_journal_is_read(office, at, issue, tables_read):
    counters.open_counter(at(2))
    calls.call_next(at(2), issue().id)
    issue()

    assert tables_read() == {"journal_head"}


def test_after_an_action_of_another_process_the_database_is_read(app, make_app, office, at, issue, tables_read):
    counters.open_counter(at(2))
    ticket = issue()
    waiting = shown(office)
    with make_app().app_context():
        calls.call_next(at(2), ticket.id)

    assert waiting == ([], 1)
    assert shown(office) == ([(ticket.code, "called")], 0)
    assert "ticket" in tables_read()


def test_for_news_that_are_being_sent_not_even_the_head_is_read(office, at, issue, tables_read):
    counters.open_counter(at(2))
    calls.call_next(at(2), issue().id)

    with news.being_sent(office, last_entry(office)):
        assert tables_read() == set()


def test_for_news_it_shows_the_hall_of_their_last_entry(app, make_app, office, at, issue):
    """What another process has written since comes with the next news."""
    counters.open_counter(at(2))
    ticket = issue()
    calls.call_next(at(2), ticket.id)
    last = last_entry(office)
    with make_app().app_context():
        issue()

    with news.being_sent(office, last):
        assert shown(office) == ([(ticket.code, "called")], 0)
        assert lobby_board(db.session(), office).version == last.sequence
    assert shown(office) == ([(ticket.code, "called")], 1)


def test_of_news_that_memory_no_longer_belongs_to_it_shows_the_end_of_the_journal(office, at, issue):
    counters.open_counter(at(2))
    first = issue()
    last = last_entry(office)
    calls.call_next(at(2), first.id)

    with news.being_sent(office, last):
        assert shown(office) == ([(first.code, "called")], 0)
        assert lobby_board(db.session(), office).version > last.sequence


def test_for_news_after_a_change_of_the_configuration_that_change_is_shown(office, at, issue):
    counters.open_counter(at(2))
    ticket = issue()
    announce(office)
    calls.call_next(at(2), ticket.id)

    with news.being_sent(office, last_entry(office)):
        assert [row.text.fa for row in lobby_board(db.session(), office).announcements] == ["مدارک"]


@pytest.mark.parametrize("is_followed", [False, True])
def test_a_change_of_the_configuration_alone_that_was_not_committed_belongs_to_no_position(
    office, issue, disk_full, is_followed
):
    issue()
    engine, last = db.engine, last_entry(office)
    before = live_tickets.hall(engine, office, (last.sequence, last.hash)).config_version

    with suppress(OperationalError), disk_full(), transaction(office, "test") as tx:
        tx.config_changed()
        if is_followed:
            live_tickets.of(tx)

    hall = live_tickets.hall(engine, office, (last.sequence, last.hash))
    assert hall is None or hall.config_version == before
    assert tx.config_version > before


def test_what_was_not_committed_is_not_shown(office, at, issue, disk_full):
    counters.open_counter(at(2))
    ticket, action = issue(), at(2)
    with suppress(Regretted), transaction(office, "test") as tx:
        tx.session.get_one(Ticket, ticket.id).state = "called"
        tx.record(TicketMoved(ticket.id, ticket.code, "call", None, {"state": ["waiting", "called"]}))
        live_tickets.of(tx)
        raise Regretted
    assert shown(office) == ([], 1)

    with pytest.raises(OperationalError), disk_full():
        calls.call_next(action, ticket.id)

    assert shown(office) == ([], 1)
    issue()
    assert shown(office) == ([], 2)


def test_after_an_error_while_it_follows_the_hall_is_unknown(office, issue):
    issue()
    with transaction(office, "test") as tx:
        found, position = live_tickets.of(tx), tx.position
        before = found.hall(position)
        with suppress(Regretted), found.moving_to(position):
            raise Regretted

    assert before is not None
    assert found.hall(position) is None


def test_an_announcement_that_another_process_made_is_shown_at_once(app, make_app, office, issue):
    issue()
    assert lobby_board(db.session(), office).announcements == ()
    with make_app().app_context():
        announce(office)
    db.session.remove()

    assert [row.text.fa for row in lobby_board(db.session(), office).announcements] == ["مدارک"]
