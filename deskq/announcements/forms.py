"""Forms of announcements: Jalali days, times as 7:30, seconds."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from deskq.core import clock
from deskq.office.forms import DIGITS, Clock, Day, Line
from deskq.office.rules import MIDNIGHT
from deskq.web.forms import Form


class AnnouncementForm(Form):
    """Without times it is shown from the start of the first day to the end of the last."""

    text_fa: Line = ""
    text_en: Line = ""
    starts_day: Day
    starts_time: Clock = 0
    ends_day: Day
    ends_time: Clock = MIDNIGHT
    seconds: Annotated[int, DIGITS, Field(ge=5, le=600)]
    active: bool = False

    @property
    def starts_at(self) -> datetime:
        return _moment(self.starts_day, self.starts_time)

    @property
    def ends_at(self) -> datetime:
        return _moment(self.ends_day, self.ends_time)


class StepForm(Form):
    step: Literal["-1", "1"]


def _moment(day: date, minutes: int) -> datetime:
    """A local day and minutes after its midnight; 24:00 is the next midnight."""
    days, minutes = divmod(minutes, MIDNIGHT)
    hour, minute = divmod(minutes, 60)
    day += timedelta(days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.zone())
