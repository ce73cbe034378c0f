"""Makes the next code of a row and compares typed codes. All of it runs inside the transaction of the caller, so that
parallel tries count like sequential ones."""

from collections.abc import Callable
from datetime import datetime

from deskq.core import secrets
from deskq.core.errors import DomainError
from deskq.core.transactions import Transaction
from deskq.sms.one_time_code import queries, rules
from deskq.sms.one_time_code.models import CodeColumns


def next_code(row: CodeColumns, until: datetime) -> None:
    """Count one more code, valid ``until``. While a code may still be tried, the next one is the same, because SMS can
    come late."""
    if row.code_seed is None or row.code_tries >= rules.MOST_TRIES:
        row.code_seed, row.code_tries = secrets.new(), 0
    row.codes += 1
    row.code_until = until


def try_code(row: CodeColumns, row_id: int, typed: str, secret_key: str, purpose: str) -> DomainError | None:
    """None if ``typed``, in ASCII digits, is the code of the row. A wrong try is counted: the caller commits before it
    raises the error that is returned."""
    if row.code_seed is None or row.code_tries >= rules.MOST_TRIES:
        return rules.CodeUsedUp()
    if rules.is_same(rules.derived(secret_key, purpose, row_id, row.code_seed), typed):
        return None
    row.code_tries += 1
    left = rules.MOST_TRIES - row.code_tries
    return rules.WrongCodeFromSms(left=left) if left else rules.CodeUsedUp()


def new_code(
    tx: Transaction, row: CodeColumns, subject: Callable[[int], str], refusal: type[rules.SmsCodesUsedUp]
) -> bool:
    """Make a new code, unless the last one can still be entered; returns whether. ``subject(number)``: what the SMS
    with this code of the row is about. Raises ``refusal`` after ``MOST_CODES`` in a day."""
    if queries.is_open(row, tx.at):
        return False
    earlier = queries.sent_at(tx.session, tx.office_id, subject(row.codes - rules.MOST_CODES + 1))
    rules.check_left(earlier, tx.at, refusal)
    row.codes += 1
    row.code_seed, row.code_until, row.code_tries = secrets.new(), tx.at + rules.LASTS, 0
    tx.session.add(row)
    tx.session.flush()
    return True


def use_code(row: CodeColumns, row_id: int, typed: str, secret_key: str, purpose: str, now: datetime) -> bool:
    """Whether ``typed``, in ASCII digits, is the code of the row, and is accepted for the first time. A wrong try is
    counted."""
    if row.code_seed is None or not queries.is_open(row, now):
        return False
    right = rules.is_same(rules.derived(secret_key, purpose, row_id, row.code_seed), typed)
    if right:
        row.code_seed = None
    else:
        row.code_tries += 1
    return right
