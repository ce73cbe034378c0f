"""Limits on guessing codes. Only unknown codes count; when the limit is reached, browsers behind the same address still
track the messages they hold open. The last four digits are limited in citizen_check/."""

from limits import parse

from deskq.core import client_address
from deskq.core.errors import N_, RateLimited
from deskq.core.extensions import limiter

#: Codes that nobody has, from one address and from all; once all are used up each address has a few left.
PER_ADDRESS, IN_TOTAL, RESERVE = parse("30 per hour"), parse("1000 per hour"), parse("3 per hour")


class TooManyCodes(RateLimited):
    slug = "too-many-codes"
    title = N_("Too many wrong codes were entered from here. Please try again in an hour.")


def check_code() -> None:
    """To be called before a code is looked up."""
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


def _here() -> tuple[str, str]:
    return "codes of nobody", client_address.network()
