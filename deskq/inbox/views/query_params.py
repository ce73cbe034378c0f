"""Numbers in the query of an address."""

import re

from flask import request


def number(name: str) -> int | None:
    """A whole number; None of anything else."""
    return whole(request.args.get(name, ""))


def whole(typed: str) -> int | None:
    """The same of what was typed: ASCII digits, as many as any key of a row may have."""
    return int(typed) if re.fullmatch(r"[0-9]{1,15}", typed) else None
