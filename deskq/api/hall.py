"""The hall: services on offer, the board, the journal."""

from datetime import UTC

from pydantic import BaseModel, Field

from deskq import clock, journal
from deskq.api import answers
from deskq.api.endpoint import endpoint
from deskq.api.impersonal import facts_of, tells_of_people
from deskq.errors import BadFields
from deskq.extensions import db
from deskq.forms import Form
from deskq.identity import Caller
from deskq.messages import queries as message_queries
from deskq.office import catalogue
from deskq.queue import boards, queries, waits


class Page(Form):
    after: int = Field(0, ge=0, le=2**53)
    limit: int = Field(100, ge=1, le=1000)


@endpoint("GET", "/services", act="services.read", answer=answers.Services)
def list_services(caller: Caller) -> answers.Services:
    """Services on offer, with people waiting and how long a newcomer would wait (null: unknown)."""
    session = db.session()
    now = clock.now()
    counts = queries.waiting_counts(session, caller.office_id)
    about = catalogue.of(session, caller.office_id)
    return answers.Services(
        services=[
            answers.ServiceOut(
                code=row.code,
                name=answers.name(row.name),
                series=row.series,
                open=about.hours(now, row.id).open,
                waiting=counts.get(row.id, 0),
                wait=answers.wait(waits.of_service(caller.office_id, row.id)),
            )
            for row in about.offered
        ]
    )


@endpoint("GET", "/board", act="lobby.see", answer=answers.Board)
def show_board(caller: Caller) -> answers.Board:
    """The lobby's board: who is called, and how many wait, by service and by group."""
    session = db.session()
    board = boards.lobby(session, caller.office_id)
    counts = queries.waiting_counts(session, caller.office_id)
    services = catalogue.of(session, caller.office_id).services.values()
    return answers.Board(
        version=board.version,
        office=answers.name(board.office),
        called=[
            answers.CallOut(
                call=row.call,
                code=row.code,
                counter=row.place.counter,
                room=answers.name(row.place.room),
                floor=answers.name(row.place.floor),
                state=row.state,
                since=row.since.astimezone(UTC),
            )
            for row in board.calls
        ],
        waiting=[
            answers.WaitingOut(code=row.code, service=answers.name(row.name), count=counts.get(row.id, 0))
            for row in services
            if row.offered or row.id in counts
        ],
        groups=[
            answers.GroupOut(group=answers.name(row.name), count=row.count, wait=answers.wait(row.wait))
            for row in board.waiting
        ],
    )


@endpoint("GET", "/journal", act="journal.read", query=Page, answer=answers.Journal, refusals=(BadFields,))
def read_journal(caller: Caller, query: Page) -> BaseModel:
    """Events in order after a sequence (``?after=&limit=``), without personal data."""
    rows = journal.after_sequence(db.session(), caller.office_id, query.after, query.limit)
    confidential = message_queries.reports_among(db.session(), {named for row in rows if (named := _message(row))})
    return answers.Journal(
        entries=[_entry(row) for row in rows if not (tells_of_people(row) or _is_of(row, confidential))],
        last=rows[-1].sequence if rows else query.after,
    )


def _is_of(row: journal.Entry, confidential: set[int]) -> bool:
    """That there is a confidential report at all stays in the house."""
    return _message(row) in confidential


def _message(row: journal.Entry) -> int | None:
    return row.facts.get("message") if row.kind.startswith("message.") else None


def _entry(row: journal.Entry) -> answers.EntryOut:
    return answers.EntryOut(
        sequence=row.sequence,
        at=row.at,
        kind=row.kind,
        by=row.by.partition(":")[0],
        ticket=row.ticket_id,
        counter=row.counter_id,
        facts=facts_of(row),
    )
