"""Numbers in the query of an address."""

import re

from flask import request

LARGEST = 2**31 - 1  #: the largest key of a row on PostgreSQL


def number(name: str) -> int | None:
    """A whole number; None of anything else."""
    return whole(request.args.get(name, ""))


def whole(typed: str) -> int | None:
    """A typed number as a key: in any digits, at most ``LARGEST``."""
    found = int(typed) if re.fullmatch(r"[0-9]{1,15}", typed) else None
    return found if found is None or found <= LARGEST else None
