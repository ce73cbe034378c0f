"""Verifies a citizen by digits or by a code, and lets the desk reset the wrong tries.

All of it runs inside the transaction of the caller: each try is counted in the transaction that compares it, so that
parallel tries count like sequential ones.
"""

import hmac
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from deskq.citizen_check import queries, rules
from deskq.citizen_check.checks import CitizenCheck
from deskq.core.db.field_encryption import readable
from deskq.core.transactions import Transaction
from deskq.messages import tracking_code
from deskq.sms.one_time_code import codes


@dataclass(frozen=True, slots=True)
class Browser:
    """The browser of a request. ``known_as``: hash of the cookie with which it came, None without one. ``store_as``:
    hash of the cookie that it gets when the citizen is verified. ``own_wrong``: its earlier wrong tries, which right
    digits cancel."""

    known_as: str | None
    store_as: str
    own_wrong: int = 0


class GaveNumbers(Protocol):
    """Who sent something in. A number may be empty, or unreadable without its key."""

    @property
    def phone(self) -> str: ...
    @property
    def national_id(self) -> str: ...


def fit(digits: str, who: GaveNumbers) -> bool:
    """Whether these are the last four digits of either number. Always compares with both, so that the time does not
    reveal which one matched."""
    tails = [tracking_code.tail(readable(kept) or "") for kept in (who.phone, who.national_id)]
    fitting = [hmac.compare_digest(tail.encode(), digits.encode()) for tail in tails]  # digits may be of any script
    return any(fitting)


def try_digits(tx: Transaction, check: CitizenCheck, row_id: int, browser: Browser, are_right: bool) -> bool:
    """Count a try; returns ``are_right``. Raises ``too_many_tries`` if this browser may not try digits any more."""
    queries.check_digits_open(tx.session, check, row_id, browser.known_as)
    counted = queries.counted(tx.session, check, row_id, browser.known_as)
    counted.wrong = max(0, counted.wrong - browser.own_wrong) if are_right else counted.wrong + 1
    tx.session.add(counted)
    if are_right:
        _remember(tx, check, row_id, browser.store_as)
    return are_right


def new_code(tx: Transaction, check: CitizenCheck, row_id: int) -> int | None:
    """The number of a new code; None if the last one can still be entered. Raises ``SmsCodesUsedUp`` after too many
    codes in a day."""
    row = queries.tries(tx.session, check, row_id)
    is_new = codes.new_code(tx, row, partial(queries.subject, check, row_id), check.codes_used_up)
    return row.codes if is_new else None


def try_code(tx: Transaction, check: CitizenCheck, row_id: int, typed: str, secret_key: str, store_as: str) -> bool:
    """Whether this is the code that was sent. A code is accepted once."""
    row = queries.tries(tx.session, check, row_id)
    is_right = codes.use_code(row, row_id, typed, secret_key, check.purpose, tx.at)
    if is_right:
        _remember(tx, check, row_id, store_as)
    return is_right


def _remember(tx: Transaction, check: CitizenCheck, row_id: int, browser: str) -> None:
    tx.session.merge(check.browsers(**{check.key: row_id}, browser=browser, wrong=0, proved_at=tx.at))
    tx.session.flush()
    for old in queries.browsers(tx.session, check, row_id)[rules.MOST_BROWSERS :]:
        tx.session.delete(old)


def reset(tx: Transaction, check: CitizenCheck, row_id: int) -> None:
    """Forget all wrong tries, because the citizen came to the desk."""
    row = queries.tries(tx.session, check, row_id)
    row.wrong = 0
    tx.session.add(row)
    for browser in queries.browsers(tx.session, check, row_id):
        browser.wrong = 0
