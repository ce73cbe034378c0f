"""Saves ready answers."""

from collections.abc import Mapping
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.message_admin.service.lists import check_code
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.message_settings.models import Category, ReadyAnswer
from deskq.message_settings.ready_answers import unknown_placeholders
from deskq.messages.rules.transitions import OUTCOMES
from deskq.office.row_store import changed, put

UNKNOWN = N_(
    "This text contains braces with something that is not a placeholder. Please use only the placeholders of the list."
)


def save_ready_answer(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> ReadyAnswer:
    """Write a ready answer, new when ``row_id`` is None; ``InvalidInput`` for an unknown placeholder or choice."""
    with transaction(office_id, by) as tx:
        wrong = {name: UNKNOWN for name in ("text_fa", "text_en") if unknown_placeholders(fields[name])}
        category = tx.session.get(Category, fields["category_id"]) if fields["category_id"] is not None else None
        if fields["category_id"] is not None and (category is None or category.office_id != office_id):
            wrong["category_id"] = WRONG_CHOICE
        if fields["outcome"] is not None and (fields["outcome"] not in OUTCOMES or fields["outcome"] == "duplicate"):
            wrong["outcome"] = WRONG_CHOICE
        if wrong:
            raise InvalidInput(wrong)
        check_code(tx, ReadyAnswer, row_id, fields)
        row, changes = put(tx, ReadyAnswer, row_id, fields)
        changed(tx, "ready_answer", row.id, changes)
        return row
