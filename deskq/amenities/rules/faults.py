"""When a repair is due, how urgent it is, and what two presses have in common. Pure."""

from datetime import datetime, timedelta

from deskq.core.errors import N_, DomainError

#: Where a fault was noticed: on the round, or by somebody with the sticker.
CHECK, STICKER = "check", "sticker"
SOURCES = (CHECK, STICKER)
#: What a press of the round did to a fault.
NOTHING, OPENED, CLOSED = "", "opened", "closed"
EFFECTS = (NOTHING, OPENED, CLOSED)
#: A second press of the same button within this time is the same press.
DOUBLE = timedelta(seconds=10)
#: So many reports of one fault keep their words; the others are only counted.
MOST_WORDS = 20
#: After this share of its time a repair is urgent.
URGENT = 0.75


class FaultIsRepaired(DomainError):
    slug, status = "fault-is-repaired", 409
    title = N_("This has been repaired already.")


class FaultIsOpenAgain(DomainError):
    slug, status = "fault-is-open-again", 409
    title = N_("Meanwhile this was reported again. Please repair that report.")


class NotOpenAgain(DomainError):
    slug, status = "fault-not-open-again", 409
    title = N_("This was reported again since, or it is no longer checked. If it is broken, please report it anew.")


class NotTheLastPress(DomainError):
    slug, status = "not-the-last-press", 409
    title = N_("This can no longer be undone: something was pressed after it.")


def due(opened_at: datetime, hours: int) -> datetime:
    """By the clock, nights included."""
    return opened_at + timedelta(hours=hours)


def age(opened_at: datetime, hours: int, now: datetime) -> str:
    """One of ``work.rules.AGES``."""
    share = (now - opened_at) / timedelta(hours=hours)
    return "late" if share >= 1 else "red" if share >= URGENT else "amber"
