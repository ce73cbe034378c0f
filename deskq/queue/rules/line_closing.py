"""When a service gives no more tickets: too short before closing, or its quota is used up. Pure."""

from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError
from deskq.core.text.names import Name

OFF, SOFT, HARD = "off", "soft", "hard"


class LineClosed(DomainError):
    slug = "line-closed"
    title = N_(
        "There is no time left today for “%(service)s”: serving those who already wait takes until closing. Please "
        "come on another day."
    )


class MayNotBeServed(DomainError):
    """A visitor who confirms gets a ticket anyway (``late_ok``)."""

    slug = "may-not-be-served"
    title = N_(
        "Your turn for “%(service)s” would probably come only after closing today. Please confirm that you want a "
        "ticket anyway."
    )


def is_question(refusal: DomainError) -> bool:
    """Whether the visitor gets a ticket after confirming."""
    return isinstance(refusal, MayNotBeServed)


class DayQuotaReached(DomainError):
    slug = "day-quota"
    title = N_("All of today’s tickets for “%(service)s” are taken. Please come on another day.")


class HourQuotaReached(DomainError):
    slug = "hour-quota"
    title = N_("All tickets of this hour for “%(service)s” are taken. The next ones are given from %(hour)s on.")


#: The longest wait that an estimate covers.
FORESEEN = timedelta(hours=6)


class LimitedService(Protocol):
    """A service with its quotas of tickets for a business day and for an hour of the clock; None: no quota."""

    @property
    def name(self) -> Name: ...
    @property
    def day_quota(self) -> int | None: ...
    @property
    def hour_quota(self) -> int | None: ...


def is_too_late(now: datetime, wait: int | None, closes_at: datetime | None, *, endless: bool = False) -> bool:
    """Whether a visitor who comes now would be called only after closing. ``wait``: the median in seconds; ``endless``:
    the wait is longer than an estimate covers. Without an estimate or a closing time nobody is refused."""
    if closes_at is None:
        return False
    if wait is None:
        return endless and closes_at <= now + FORESEEN
    return now + timedelta(seconds=wait) >= closes_at


def of_closing(setting: str, service: Name) -> DomainError:
    return MayNotBeServed(service=service) if setting == SOFT else LineClosed(service=service)


def of_quotas(service: LimitedService, today: int, in_hour: int, next_hour: str) -> DomainError | None:
    """The refusal if the number of tickets given ``today`` or in this hour has reached a quota. ``next_hour`` is a text
    such as "11:00"."""
    if service.day_quota is not None and today >= service.day_quota:
        return DayQuotaReached(service=service.name)
    if service.hour_quota is not None and in_hour >= service.hour_quota:
        return HourQuotaReached(service=service.name, hour=next_hour)
    return None
