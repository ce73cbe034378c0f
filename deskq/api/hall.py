"""Services on offer, the board of the hall, the journal."""

from datetime import UTC

from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.api.journal_redaction import is_personal, public_facts
from deskq.core import actors, clock, event_types
from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.feedback_calls.events import FeedbackCallStarted, FeedbackTaken, FeedbackTakenBack
from deskq.messages import events
from deskq.messages.queries import due
from deskq.office import config_cache
from deskq.open_matters.events import MeToo
from deskq.portal.events import AnswerHelped, AnswerHelpedTakenBack
from deskq.queue import queries, staffed_counters, wait_port
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.sender_check.events import SenderCheckReset, SenderCodeAsked
from deskq.web.forms import Form

#: Events of one message, whose fact ``message`` is its id.
MESSAGE_EVENTS = (
    *(events.MessageRegistered, events.MessageMoved, events.MessageReclassified, events.MessageEscalated),
    *(events.PastMessageRecorded, events.MessageCovered, events.ComplaintPassedOn, AnswerHelped, AnswerHelpedTakenBack),
    *(events.SenderRevealed, events.SenderAdded, events.ReportRead),
    *(SenderCodeAsked, SenderCheckReset),
    *(FeedbackCallStarted, FeedbackTaken, FeedbackTakenBack, MeToo),
)


#: Rows of the journal read at once.
JOURNAL_ROWS = 500


class Page(Form):
    after: int = Field(0, ge=0, le=2**53)
    limit: int = Field(100, ge=1, le=1000)


@endpoint("GET", "/services", act="services.read", answer=schemas.Services)
def list_services(caller: Caller) -> schemas.Services:
    """Services on offer, with people waiting and the wait of a newcomer (null: unknown)."""
    session = db.session()
    now = clock.now()
    counts = queries.waiting_counts(session, caller.office_id)
    config = config_cache.of(session, caller.office_id)
    served = staffed_counters.services_served(session, config)
    return schemas.Services(
        services=[
            schemas.ServiceOut(
                code=row.code,
                name=schemas.name(row.name),
                series=row.series,
                open=config.hours(now, row.id).open,
                closed=schemas.name(closure.reason) if (closure := config.closure(row.id, now)) else None,
                waiting=counts.get(row.id, 0),
                wait=schemas.wait(wait_port.of_service(caller.office_id, row.id, served)),
            )
            for row in config.offered
        ]
    )


@endpoint("GET", "/board", act="lobby.see", answer=schemas.Board)
def show_board(caller: Caller) -> schemas.Board:
    """The board of the lobby: calls, and how many wait by service and by group."""
    session = db.session()
    board = lobby_board(session, caller.office_id)
    counts = queries.waiting_counts(session, caller.office_id)
    services = config_cache.of(session, caller.office_id).services.values()
    return schemas.Board(
        version=board.version,
        office=schemas.name(board.office),
        called=[
            schemas.CallOut(
                call=row.call,
                code=row.code,
                counter=row.place.counter,
                room=schemas.name(row.place.room),
                floor=schemas.name(row.place.floor),
                state=row.state,
                since=row.since.astimezone(UTC),
            )
            for row in board.calls
        ],
        waiting=[
            schemas.WaitingOut(code=row.code, service=schemas.name(row.name), count=counts.get(row.id, 0))
            for row in services
            if row.offered or row.id in counts
        ],
        groups=[
            schemas.GroupOut(group=schemas.name(row.name), count=row.count, wait=schemas.wait(row.wait))
            for row in board.waiting
        ],
    )


@endpoint("GET", "/journal", act="journal.read", query=Page, answer=schemas.Journal, refusals=(InvalidInput,))
def read_journal(caller: Caller, query: Page) -> BaseModel:
    """Events in order after a sequence (``?after=&limit=``), without personal data. An empty page is the end."""
    after = query.after
    while rows := journal.after_sequence(db.session(), caller.office_id, after, max(query.limit, JOURNAL_ROWS)):
        shown = _published(rows)[: query.limit]
        after = shown[-1].sequence if len(shown) == query.limit else rows[-1].sequence
        if shown:
            return schemas.Journal(entries=[_entry(row) for row in shown], last=after)
    return schemas.Journal(entries=[], last=after)


def _published(rows: list[journal.Entry]) -> list[journal.Entry]:
    """The rows that may be shown: none about a person, none of confidential reports, whose existence is confidential as
    well."""
    confidential = due.reports_among(db.session(), {named for row in rows if (named := _message(row))})
    return [row for row in rows if not is_personal(row) and _message(row) not in confidential]


def _message(row: journal.Entry) -> int | None:
    return row.facts.get("message") if event_types.is_a(row.kind, *MESSAGE_EVENTS) else None


def _entry(row: journal.Entry) -> schemas.EntryOut:
    return schemas.EntryOut(
        sequence=row.sequence,
        at=row.at,
        kind=row.kind,
        by=actors.kind(row.by),
        ticket=row.ticket_id,
        counter=row.counter_id,
        facts=public_facts(row),
    )
