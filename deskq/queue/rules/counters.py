"""Who may sit where, and whom a counter may call by choice. Pure."""

from collections.abc import Sequence

from deskq.errors import N_, BadFields, Refused
from deskq.persian import Name

LONGEST_BREAK = 240  # minutes


class CounterTaken(Refused):
    slug = "counter-taken"
    title = N_("Somebody else is at counter %(number)s.")


class HoldsAnother(Refused):
    slug = "holds-another"
    title = N_("You are at counter %(number)s. Please close it first.")


class CounterClosed(Refused):
    slug = "counter-closed"
    title = N_("Counter %(number)s is closed; nobody would call the visitor there.")


class ServedElsewhere(Refused):
    slug = "served-elsewhere"
    title = N_("Ticket %(code)s is for “%(service)s”. Counters for it: %(counters)s. Only they can call it.")


class SentElsewhere(Refused):
    slug = "sent-elsewhere"
    title = N_("Ticket %(code)s was sent to counter %(number)s and is called there.")


def check_chosen(
    code: str, service: Name, *, mine: bool, sent_to: int | None, served: bool, counters: Sequence[int]
) -> None:
    """Whom a clerk may call by choice: a visitor of a service this counter serves, unless sent to another counter
    (``sent_to`` is its number); and always ``mine``, whom this counter was sent or missed. A service that no counter
    serves any more is anybody's, so that nobody waits in vain. ``counters`` are the numbers of those that serve it."""
    if mine:
        return
    if sent_to is not None:
        raise SentElsewhere(code=code, number=sent_to)
    if not served and counters:
        raise ServedElsewhere(code=code, service=service, counters=tuple(counters))


def check_break(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_BREAK:
        raise BadFields({"minutes": N_("Please give minutes from 1 to 240.")})
