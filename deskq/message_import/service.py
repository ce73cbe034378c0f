"""Check a table, import it, stop, undo it. Each function is one button or one piece of the job, and one transaction."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from deskq.core import clock, secrets
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali, persian
from deskq.core.transactions import Transaction, transaction
from deskq.message_import import queries
from deskq.message_import.events import MessageImportUndone, MessagesImported
from deskq.message_import.models import WORKING, MessageImport
from deskq.message_import.rules import fields, rows
from deskq.message_import.rules.rows import Known, Row, WrongCell
from deskq.message_settings import queries as settings_queries
from deskq.messages.service.create import register
from deskq.messages.service.message_input import MessageInput, Past

#: Rows of a table, and rows of one piece.
MOST_ROWS, PIECE = 10_000, 40
LONGEST_NAME = 120
#: Of a row that was refused while it was imported.
REFUSED = "refused"
#: In ``content``: why an import was stopped, until somebody lets it go on.
PROBLEM = "problem"
#: {field of a message: its column}
COLUMNS = {"category": "subject", "district": "district", "channel": "channel"}


class TooManyRows(DomainError):
    slug, status = "too-many-rows", 422
    title = N_("A table of messages has at most %(most)s rows. Please save it in smaller parts.")


class NotNow(DomainError):
    slug, status = "import-moved-on", 409
    title = N_("This import has moved on in the meantime. Please look at the current page.")


def check(
    office_id: int, by: str, person_id: int, name: str, headers: Sequence[str], table: Iterable[tuple[int, list[str]]]
) -> MessageImport:
    """Read a table and keep what it says; nothing is imported yet. ``table``: (number, cells) of each row. Raises
    ``ColumnsMissing`` and ``TooManyRows``."""
    places, known = fields.columns(headers), _known(office_id)
    read: list[Row] = []
    refused: list[tuple[int, str, str, list[str]]] = []
    for number, cells in table:
        if len(read) + len(refused) >= MOST_ROWS:
            raise TooManyRows(most=MOST_ROWS)
        try:
            read.append(rows.read(number, cells, places, known))
        except WrongCell as wrong:
            refused.append((number, wrong.field, wrong.words, cells))
    kept = [{**row.stored(), "request_key": key} for row, key in zip(read, _keys(office_id, read), strict=True)]
    there = queries.known_keys(db.session(), office_id, [row["request_key"] for row in kept])
    content = {"headers": list(headers), "rows": kept, "refused": refused}
    with transaction(office_id, by) as tx:
        row = MessageImport(
            office_id=office_id, name=persian.clean(name)[:LONGEST_NAME] or "–", by=by, person_id=person_id,
            content=json.dumps(content, ensure_ascii=False), total=len(kept),
            same=sum(one["request_key"] in there for one in kept), refused=len(refused), made_at=tx.at,
        )  # fmt: skip
        tx.session.add(row)
        tx.session.flush()
        return row


def _known(office_id: int) -> Known:
    settings = settings_queries.load_settings(db.session(), office_id)
    categories, districts = (
        {
            persian.search_key(text): row.id
            for row in of.values()
            if row.offered
            for text in (row.code, *row.name)
            if text
        }
        for of in (settings.categories, settings.districts)
    )
    return Known(categories, districts, clock.today())


def _keys(office_id: int, read: Sequence[Row]) -> list[str]:
    """The request key of each row: by its own number if the table has one, else by all that it says; equal rows of one
    table are different messages."""
    seen: Counter[str] = Counter()
    keys = []
    for row in read:
        said = json.dumps(replace(row, number=0).stored(), ensure_ascii=False, sort_keys=True)
        text = row.key or hashlib.sha256(said.encode()).hexdigest()
        seen[text] += 1
        keys.append(secrets.hashed(f"message import {office_id} {text} {1 if row.key else seen[text]}"))
    return keys


def start(office_id: int, by: str, import_id: int) -> None:
    """Begin to import, or go on after a stop."""
    _move(office_id, by, import_id, ("checked", "cancelled"), "running")


def stop(office_id: int, by: str, import_id: int) -> None:
    _move(office_id, by, import_id, ("running",), "cancelled")


def fail(office_id: int, import_id: int, problem: str) -> None:
    """Stop an import whose next piece cannot be done: it stays as far as it is, and its page says why (msgid)."""
    row = queries.by_id(db.session(), office_id, import_id)
    if row is None:
        return
    with transaction(office_id, row.by) as tx:
        row = _row(tx, import_id)
        if row.state in WORKING:
            row.state = "cancelled"
            row.content = _with_problem(row.content, problem)


def undo(office_id: int, by: str, import_id: int) -> None:
    """Begin to take back all messages of an import. The table may be imported again afterwards."""
    _move(office_id, by, import_id, ("done", "cancelled"), "undoing")


def remove(office_id: int, by: str, import_id: int) -> None:
    """Forget the table; messages that it brought stay."""
    with transaction(office_id, by) as tx:
        row = _row(tx, import_id)
        if row.state in WORKING:
            raise NotNow
        tx.session.delete(row)


def _move(office_id: int, by: str, import_id: int, states: Sequence[str], to: str) -> None:
    with transaction(office_id, by) as tx:
        row = _row(tx, import_id)
        if row.state == to:
            return  # the button was pressed twice
        if row.state not in states:
            raise NotNow
        row.state = to
        row.content = _with_problem(row.content, None)


def _with_problem(content: str, problem: str | None) -> str:
    return json.dumps({**json.loads(content), PROBLEM: problem}, ensure_ascii=False)


def work(office_id: int, import_id: int) -> bool:
    """One piece of what the state asks for; returns whether there is more to do."""
    row = queries.by_id(db.session(), office_id, import_id)
    if row is None or row.state not in WORKING:
        return False
    with transaction(office_id, row.by) as tx:
        row = _row(tx, import_id)
        if row.state == "running":
            _import_piece(tx, row)
        elif row.state == "undoing":
            _undo_piece(tx, row)
        return row.state in WORKING


def _import_piece(tx: Transaction, row: MessageImport) -> None:
    content = json.loads(row.content)
    piece = content["rows"][row.done : row.done + PIECE]
    there = queries.known_keys(tx.session, tx.office_id, [one["request_key"] for one in piece])
    for one in piece:
        if one["request_key"] not in there:
            _register(tx, row, content, one)
        there.add(one["request_key"])
    row.done += len(piece)
    row.made = queries.count_messages(tx.session, tx.office_id, row.id)
    row.same = row.done - row.made - sum(REFUSED in one for one in content["rows"][: row.done])
    if row.done >= len(content["rows"]):
        row.state, row.ended_at = "done", tx.at
        tx.record(MessagesImported(row.id, row.made, row.same, row.refused))


def _register(tx: Transaction, row: MessageImport, content: dict[str, Any], one: dict[str, Any]) -> None:
    """A row that the office no longer takes, because its subject or district was deleted after the check, joins the
    refused ones."""
    try:
        register(tx.office_id, row.by, _message(row, one), one["request_key"])
    except InvalidInput as wrong:
        field, words = next(iter(wrong.fields.items()))
        named = COLUMNS.get(field, "text")
        content["refused"].append([one["number"], named, words, rows.cells(content["headers"], one)])
        one[REFUSED] = True
        row.refused += 1
        row.content = json.dumps(content, ensure_ascii=False)


def _message(row: MessageImport, one: dict[str, Any]) -> MessageInput:
    past = Past(
        _noon(one["day"]), True, one["outcome"], one["answer"], one["verdict"], one["cause"],
        _noon(one["answered_day"]) if one["answered_day"] else None, row.id,
    )  # fmt: skip
    return MessageInput(
        one["kind"], one["channel"], body=one["text"], category_id=one["category_id"], address=one["place"],
        district_id=one["district_id"], texts=False, taken_by_id=row.person_id, past=past,
    )  # fmt: skip


def _undo_piece(tx: Transaction, row: MessageImport) -> None:
    """Messages are taken back, not deleted: the journal and codes of them remain, but no report counts them."""
    for message in queries.standing_messages(tx.session, tx.office_id, row.id, PIECE):
        message.state, message.ended_at = "withdrawn", tx.at
        message.request_key = secrets.hashed(f"undone {message.id} {message.request_key}")
        message.turn += 1
    tx.session.flush()
    if not queries.standing_messages(tx.session, tx.office_id, row.id, 1):
        row.state, row.ended_at = "undone", tx.at
        tx.record(MessageImportUndone(row.id, queries.count_messages(tx.session, tx.office_id, row.id)))


def _noon(day: int) -> datetime:
    return datetime.combine(jalali.gregorian(day), time(12), clock.zone())


def _row(tx: Transaction, import_id: int) -> MessageImport:
    row = queries.by_id(tx.session, tx.office_id, import_id)
    if row is None:
        raise NotFound
    return row
