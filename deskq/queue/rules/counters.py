"""Rules of counters: who may open one, whom a clerk may call by choice, when a counter counts as abandoned. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text.names import Name

LONGEST_BREAK = 240  # minutes


class CounterTaken(DomainError):
    slug = "counter-taken"
    title = N_("Somebody else is working at counter %(number)s.")


class HoldsAnother(DomainError):
    slug = "holds-another"
    title = N_("You are still at counter %(number)s. Please close it first.")


class CounterClosed(DomainError):
    slug = "counter-closed"
    title = N_("Counter %(number)s is closed. Nobody there would call the visitor.")


class NobodyServes(DomainError):
    slug = "nobody-serves"
    title = N_("No open counter serves “%(service)s” now. Please confirm with a reason, or choose another service.")


class ServedElsewhere(DomainError):
    slug = "served-elsewhere"
    title = N_("Ticket %(code)s is for “%(service)s”. Only these counters can call it: %(counters)s.")


class NotYourService(DomainError):
    """The counter serves it, but this clerk does not."""

    slug = "not-your-service"
    title = N_(
        "Ticket %(code)s is for “%(service)s”, which your counter does not serve. These counters do: %(counters)s."
    )


class OnlyForColleagues(NotYourService):
    title = N_(
        "Ticket %(code)s is for “%(service)s”, which neither your counter nor any other serves. Please ask a colleague."
    )


class SentElsewhere(DomainError):
    slug = "sent-elsewhere"
    title = N_("Ticket %(code)s was sent to counter %(number)s and will be called there.")


class VisitGoesOn(DomainError):
    slug = "visit-goes-on"
    title = N_("Ticket %(code)s is being served at counter %(number)s. Only a supervisor can close it.")


def check_callable(
    code: str, service: Name, *, mine: bool, sent_to: int | None, served: bool, here: bool, others: Sequence[int]
) -> None:
    """Whom a clerk may call by choice: a visitor of a service that this clerk serves here, unless transferred to
    another counter (``sent_to`` is its number); and always ``mine``, a visitor transferred to this counter or absent
    after its call. A service that no counter serves any more may be called by every counter, so that nobody waits in
    vain. ``here``: the counter serves it, with any clerk; ``others``: numbers of the other counters that serve
    it."""
    if mine:
        return
    if sent_to is not None:
        raise SentElsewhere(code=code, number=sent_to)
    if served:
        return
    if here:
        refusal = NotYourService if others else OnlyForColleagues
        raise refusal(code=code, service=service, counters=tuple(others))
    if others:
        raise ServedElsewhere(code=code, service=service, counters=tuple(others))


def check_confirmed(service: Name, reason: str | None) -> str:
    """Return the reason. Raises unless a transfer to a service that nobody serves is confirmed with a reason."""
    if reason is None:
        raise NobodyServes(service=service)
    if not reason:
        raise InvalidInput({"reason": N_("Please say why.")})
    return reason


def is_abandoned(acted_at: datetime, break_until: datetime | None, now: datetime, longest_idle: timedelta) -> bool:
    """Whether a counter is abandoned: no action there for as long as a session lasts without one. A break is counted
    from its expected end."""
    return now - max(acted_at, break_until or acted_at) > longest_idle


def check_break(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_BREAK:
        raise InvalidInput({"minutes": N_("Please enter 1 to 240 minutes.")})
