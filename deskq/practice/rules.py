"""When practice may begin and when it ends. Pure."""

from datetime import datetime, timedelta

from deskq.core.errors import N_, DomainError

#: Without an action of anybody for so long practice ends.
IDLE = timedelta(minutes=15)
#: Invented visitors in the queue when somebody begins, and the most that come by themselves.
VISITORS, MOST_WAITING = 8, 12
#: Who acts in the journal where no person does.
BY = "practice"


class NothingToPractise(DomainError):
    slug = "nothing-to-practise"
    title = N_("This office has no counter with services yet. Practice begins when an admin has set them up.")


class RealCounterOpen(DomainError):
    slug = "real-counter-open"
    title = N_("Counter %(number)s of the real hall is open with you. Please take a break there or close it first.")


class NoFreeCounter(DomainError):
    slug = "no-free-counter"
    title = N_("All counters of the practice hall are taken by colleagues who practise. Please try again later.")


def is_over(last_action: datetime, now: datetime) -> bool:
    """Whether nobody has done anything for too long."""
    return now - last_action > IDLE
