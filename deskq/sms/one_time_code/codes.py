"""Makes the next code of a row and compares typed codes. Both run inside the transaction of the caller, so that
parallel tries count like sequential ones."""

from datetime import datetime

from deskq.core import secrets
from deskq.core.errors import DomainError
from deskq.sms.one_time_code import rules
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
