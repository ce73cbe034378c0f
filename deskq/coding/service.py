"""Code an item, read one a second time, draw the sample for it. Each function is one button and one transaction."""

import random
from dataclasses import dataclass

from deskq.coding import queries
from deskq.coding.events import ItemCoded, ItemReadAgain, SampleDrawn
from deskq.coding.models import Coding
from deskq.coding.rules import codes
from deskq.coding.rules.agreement import sample_size
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings.models import Category

RANDOM = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Code:
    """``turn``: revision of the code on the page, None if it showed none; ``accepted``: whether the proposal was
    accepted unchanged, None without a proposal."""

    category_id: int | None
    cause: str
    turn: int | None = None
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Coder:
    office_id: int
    by: str
    person_id: int


def code(coder: Coder, half: int, source: str, item_id: int, given: Code) -> Coding:
    """Code an item of the half-year ``half`` (14042). Raises ``CodedMeanwhile`` if another person coded it since the
    page was loaded."""
    codes.check_cause(given.cause)
    with transaction(coder.office_id, coder.by) as tx:
        check_category(tx, given.category_id)
        row = queries.coding_of_item(tx.session, coder.office_id, source, item_id)
        if (row.turn if row is not None else None) != given.turn:
            raise codes.CodedMeanwhile
        row = row or Coding(office_id=coder.office_id, half=half, source=source, item_id=item_id, turn=0)
        row.category_id, row.cause, row.accepted = given.category_id, given.cause, given.accepted
        row.coder_id, row.coded_at, row.turn = coder.person_id, tx.at, row.turn + 1
        tx.session.add(row)
        tx.record(ItemCoded(half, source, item_id, given.category_id, given.cause))
        return row


def draw_sample(office_id: int, by: str, half: int) -> int:
    """Draw items at random until one in ten of the coded ones is in the sample; returns how many were drawn."""
    with transaction(office_id, by) as tx:
        rows = queries.codings(tx.session, office_id, half)
        open_rows = [row for row in rows if not row.sampled]
        missing = max(0, sample_size(len(rows)) - (len(rows) - len(open_rows)))
        for row in RANDOM.sample(open_rows, missing):
            row.sampled = True
        if missing:
            tx.record(SampleDrawn(half, missing))
        return missing


def read_again(coder: Coder, coding_id: int, given: Code) -> Coding:
    """The second reading of an item of the sample, once, by a person who did not code it."""
    codes.check_cause(given.cause)
    with transaction(coder.office_id, coder.by) as tx:
        check_category(tx, given.category_id)
        row = queries.coding(tx.session, coder.office_id, coding_id)
        if row is None or not row.sampled:
            raise NotFound
        if row.coder_id == coder.person_id:
            raise codes.OwnCoding
        if row.second_cause is not None:
            raise codes.ReadAlready
        row.first_category_id, row.first_cause = row.category_id, row.cause
        row.second_category_id, row.second_cause = given.category_id, given.cause
        row.second_reader_id, row.second_at = coder.person_id, tx.at
        tx.record(ItemReadAgain(row.half, row.source, row.item_id, given.category_id, given.cause))
        return row


def check_category(tx: Transaction, category_id: int | None) -> None:
    category = tx.session.get(Category, category_id) if category_id is not None else None
    if category_id is not None and (category is None or category.office_id != tx.office_id):
        raise InvalidInput({"category_id": N_("Please choose one of the options.")})
