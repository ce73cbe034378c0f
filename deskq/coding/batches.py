"""Code many items at once, and undo it. Each function is one button and one transaction."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from deskq.coding import queries
from deskq.coding.events import CodeTakenBack, ItemCoded
from deskq.coding.models import Coding, CodingBatch
from deskq.coding.rules import codes
from deskq.coding.service import Code, Coder, check_category
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction

#: Items that are coded with one press at most.
MOST = 200


class Chosen(NamedTuple):
    """An item that was ticked, with the revision of its code on the page (None without a code) and its subject."""

    source: str
    item_id: int
    turn: int | None
    category_id: int | None


def code_several(coder: Coder, half: int, chosen: Sequence[Chosen], given: Code, keep_subject: bool) -> CodingBatch:
    """Give these items of a half-year one subject and root cause. ``keep_subject``: each keeps its own subject. Raises
    ``CodedMeanwhile`` if another person coded one of them since the page was loaded; then none is coded."""
    codes.check_cause(given.cause)
    if not chosen:
        raise InvalidInput({"items": N_("Please tick at least one item.")})
    if len(chosen) > MOST:
        raise InvalidInput({"items": N_("You have chosen too many.")})
    with transaction(coder.office_id, coder.by) as tx:
        check_category(tx, given.category_id)
        before = [_code(tx, coder, half, one, given, keep_subject) for one in chosen]
        batch = CodingBatch(
            office_id=coder.office_id, half=half, person_id=coder.person_id, at=tx.at, before=json.dumps(before)
        )
        tx.session.add(batch)
        tx.session.flush()
        return batch


def _code(
    tx: Transaction, coder: Coder, half: int, one: Chosen, given: Code, keep_subject: bool
) -> tuple[str, int, int | None, str | None, int]:
    row = queries.coding_of_item(tx.session, coder.office_id, one.source, one.item_id)
    if (row.turn if row is not None else None) != one.turn:
        raise codes.CodedMeanwhile
    before = (row.category_id, row.cause) if row is not None else (None, None)
    row = row or Coding(office_id=coder.office_id, half=half, source=one.source, item_id=one.item_id, turn=0)
    row.category_id = one.category_id if keep_subject else given.category_id
    row.cause, row.accepted = given.cause, None
    row.coder_id, row.coded_at, row.turn = coder.person_id, tx.at, row.turn + 1
    tx.session.add(row)
    tx.record(ItemCoded(half, one.source, one.item_id, row.category_id, row.cause))
    return (one.source, one.item_id, *before, row.turn)


def undo(coder: Coder, batch_id: int) -> int:
    """Take back what one press coded; what was coded again since stays. Returns how many items are as before."""
    with transaction(coder.office_id, coder.by) as tx:
        batch = queries.batch(tx.session, coder.office_id, coder.person_id, batch_id)
        if batch is None:
            raise NotFound
        if batch.undone_at is not None:
            return 0
        batch.undone_at = tx.at
        return sum(_undo(tx, coder, batch.half, *one) for one in json.loads(batch.before))


def _undo(
    tx: Transaction,
    coder: Coder,
    half: int,
    source: str,
    item_id: int,
    subject: int | None,
    cause: str | None,
    turn: int,
) -> bool:
    row = queries.coding_of_item(tx.session, coder.office_id, source, item_id)
    if row is None or row.turn != turn or (cause is None and row.sampled):
        return False
    if cause is None:
        tx.session.delete(row)
        tx.record(CodeTakenBack(half, source, item_id))
    else:
        row.category_id, row.cause, row.turn = subject, cause, row.turn + 1
        row.coder_id, row.coded_at = coder.person_id, tx.at
        tx.record(ItemCoded(half, source, item_id, subject, cause))
    return True
