"""Wrong digits that were typed in this browser, kept in its session: right digits cancel them."""

from flask import session

WRONG = "mistyped"  #: session key: {tracking code: wrong tries}, of what was tried last


def count(code: str) -> int:
    """Number of wrong tries for this tracking code."""
    found: dict[str, int] = session.get(WRONG, {})
    return found.get(code, 0)


def add(code: str) -> None:
    """Count one more wrong try; those for another code are forgotten."""
    session[WRONG] = {code: count(code) + 1}


def forget() -> None:
    """Count none any more, because the citizen was verified."""
    session.pop(WRONG, None)
