"""Wrong digits that were typed in this browser, kept in its session: right digits cancel them."""

from flask import session

WRONG = "mistyped"  #: session key: {tracking code: wrong tries}, of what was tried last


def count(code: str) -> int:
    """How many there were for this tracking code."""
    found: dict[str, int] = session.get(WRONG, {})
    return found.get(code, 0)


def add(code: str) -> None:
    """One more."""
    session[WRONG] = {code: count(code) + 1}


def forget() -> None:
    session.pop(WRONG, None)
