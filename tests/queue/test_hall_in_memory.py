"""The lobby shows what this process remembers only if that is the state at the end of the journal."""

from contextlib import suppress

import pytest
from sqlalchemy.exc import OperationalError

from deskq.announcements.events import AnnouncementSaved
from deskq.announcements.models import Announcement
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.queue import live_tickets
from deskq.queue.events import TicketMoved
from deskq.queue.models import Ticket
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.service import calls, counters
from tests.statements import statements


class Regretted(Exception):
    pass


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


def test_what_was_not_committed_is_not_shown(office, at, issue):
    ticket = issue()
    with suppress(Regretted), transaction(office, "test") as tx:
        tx.session.get_one(Ticket, ticket.id).state = "called"
        tx.record(TicketMoved(ticket.id, ticket.code, "call", None, {"state": ["waiting", "called"]}))
        live_tickets.of(tx)
        raise Regretted

    assert shown(office) == ([], 1)


def test_what_the_database_did_not_commit_is_not_shown(office, at, issue, monkeypatch):
    counters.open_counter(at(2))
    ticket, action = issue(), at(2)

    def refuse(*asked):
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    with monkeypatch.context() as broken:
        broken.setattr(journal, "save_head", refuse)
        with pytest.raises(OperationalError):
            calls.call_next(action, ticket.id)

    assert shown(office) == ([], 1)
    issue()
    assert shown(office) == ([], 2)


def test_after_an_error_while_it_follows_the_hall_is_unknown(office, issue):
    issue()
    with transaction(office, "test") as tx:
        found, position, version = live_tickets.of(tx), tx.position, tx.config_version
        before = found.hall(position, version)
        with suppress(Regretted), found.moving_to(position):
            raise Regretted

    assert before is not None
    assert found.hall(position, version) is None


def test_an_announcement_that_another_process_made_is_shown_at_once(app, make_app, office, issue):
    issue()
    assert lobby_board(db.session(), office).announcements == ()
    with make_app().app_context(), transaction(office, "test") as tx:
        times = {"starts_at": clock.now(), "ends_at": clock.now().replace(year=2100)}
        made = Announcement(office_id=office, position=1, kind="text", file="", text_fa="مدارک", text_en="", **times)
        made.seconds, made.active = 10, True
        tx.session.add(made)
        tx.session.flush()
        tx.record(AnnouncementSaved(made.id, True))
        tx.config_changed()
    db.session.remove()

    assert [row.text.fa for row in lobby_board(db.session(), office).announcements] == ["مدارک"]
