"""The business days of an office: one begins at the time of the setting ``day_starts``, not at midnight."""

from datetime import date, datetime

from deskq.core import clock
from deskq.core.text import jalali
from deskq.office import rules
from deskq.office.models import Office


def date_at(office: Office, moment: datetime) -> date:
    """The date of the business day at ``moment``: before ``day_starts`` still that of the day before."""
    return rules.business_date(moment, clock.zone(), office.day_starts)


def today(office: Office) -> date:
    return date_at(office, clock.now())


def number_at(office: Office, moment: datetime) -> int:
    """The business day at ``moment`` as a Jalali number, such as 14050903: how tickets and figures store it."""
    return jalali.day_number(date_at(office, moment))


def begins(office: Office, day: date) -> datetime:
    """The moment in which the business day of this date begins."""
    return rules.day_begins(day, clock.zone(), office.day_starts)
