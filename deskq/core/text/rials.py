"""Amounts in rials as people type them."""

import re

from deskq.core.text import persian

#: Digits alone, or with one kind of separator, always before three digits: 12,500,000.
_AMOUNT = re.compile(r"[0-9]{1,15}|[1-9][0-9]{0,2}([,٬،. ])[0-9]{3}(?:\1[0-9]{3}){0,3}")


def read_rials(typed: str) -> int | None:
    """The amount in Persian or Latin digits, below 10**15; None where it is none, or not surely a whole number."""
    found = persian.ascii_digits(persian.clean(typed))
    return int(re.sub("[^0-9]", "", found)) if _AMOUNT.fullmatch(found) else None
