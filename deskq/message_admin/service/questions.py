"""Saves the questions of categories."""

from collections.abc import Mapping
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.message_admin.service.lists import check_code
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.message_settings.models import Category, MessageQuestion
from deskq.message_settings.question_rules import CHOICE, LONGEST, option_lines
from deskq.office.row_store import changed, put


def save_question(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> MessageQuestion:
    """Write a question, new when ``row_id`` is None. A condition names an earlier question of the same category and one
    of its answers."""
    with transaction(office_id, by) as tx:
        wrong = {**_wrong_options(fields), **_wrong_condition(tx, row_id, fields)}
        category = tx.session.get(Category, fields["category_id"])
        if category is None or category.office_id != office_id:
            wrong["category_id"] = WRONG_CHOICE
        if wrong:
            raise InvalidInput(wrong)
        check_code(tx, MessageQuestion, row_id, fields)
        row, changes = put(tx, MessageQuestion, row_id, fields)
        changed(tx, "message_question", row.id, changes)
        return row


def _wrong_options(fields: Mapping[str, Any]) -> dict[str, str]:
    options = option_lines(fields["options_fa"], fields["options_en"])
    if fields["kind"] == CHOICE and len(options) < 2:
        return {"options_fa": N_("Please write at least two answers, one a line.")}
    if any(len(name.fa) > LONGEST or len(name.en) > LONGEST for name in options.values()):
        return {"options_fa": N_("One of the answers is too long.")}
    return {}


def _wrong_condition(tx: Transaction, row_id: int | None, fields: Mapping[str, Any]) -> dict[str, str]:
    if fields["when_id"] is None:
        return {}
    before = tx.session.get(MessageQuestion, fields["when_id"])
    if before is None or before.office_id != tx.office_id:
        return {"when_id": WRONG_CHOICE}
    if before.id == row_id or before.category_id != fields["category_id"] or before.position >= fields["position"]:
        return {"when_id": N_("Please choose a question of the same category that comes before this one.")}
    if fields["when_answer"] not in before.options:
        return {"when_answer": N_("This is not one of the answers to that question.")}
    return {}
