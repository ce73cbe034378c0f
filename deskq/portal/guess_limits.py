"""Limits on guessing codes and digits. Only unknown codes count; when the limit is reached, browsers behind the
same address still track the messages they hold open."""

from flask import request
from limits import RateLimitItem, parse

from deskq.core.errors import N_, RateLimited
from deskq.core.extensions import limiter

#: Codes that nobody has, from one address and from all; once all are used up each address has a few left.
PER_ADDRESS, IN_TOTAL, RESERVE = parse("30 per hour"), parse("1000 per hour"), parse("3 per hour")
#: Last four digits, of one message, over all addresses.
TRIES = parse("5 per hour")


class TooManyTries(RateLimited):
    slug = "too-many-tries"
    title = N_("Wrong digits were entered too often. Please try again in an hour.")


class TooManyCodes(RateLimited):
    slug = "too-many-codes"
    title = N_("Too many wrong codes were entered from here. Please try again in an hour.")


def check_code() -> None:
    """Before a code is looked up."""
    if not limiter.enabled:
        return
    here = _here()
    if not limiter.limiter.test(PER_ADDRESS, *here):
        raise TooManyCodes
    if not limiter.limiter.test(IN_TOTAL, "codes of nobody") and not limiter.limiter.test(RESERVE, *here):
        raise TooManyCodes


def count_code() -> None:
    """A code was looked up that nobody has."""
    if limiter.enabled:
        for limit in (PER_ADDRESS, RESERVE):
            limiter.limiter.hit(limit, *_here())
        limiter.limiter.hit(IN_TOTAL, "codes of nobody")


def count_try(message_id: int) -> None:
    """Count each try before it is checked: parallel tries count like sequential ones."""
    if limiter.enabled and not limiter.limiter.hit(TRIES, *_proof(message_id)):
        raise TooManyTries


def forgive(message_id: int) -> None:
    """The right digits came: clear the count."""
    if limiter.enabled:
        _clear(TRIES, *_proof(message_id))


def _clear(limit: RateLimitItem, *key: str) -> None:
    limiter.limiter.clear(limit, *key)


def _here() -> tuple[str, str]:
    return "codes of nobody", str(request.remote_addr)


def _proof(message_id: int) -> tuple[str, str]:
    return "proof", str(message_id)
