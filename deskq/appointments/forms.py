"""Input of the commands of appointments."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field

from deskq.office.forms import DIGITS, Clock, Day, Line, Row
from deskq.queue.forms import Key
from deskq.web.forms import Form

#: The latest time that a form may contain: the beginning of 2100, which all calendars and clocks support.
LAST_MINUTE = (datetime(2100, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(minutes=1)
#: A time as a form carries it: minutes since 1970.
Starts = Annotated[int, Field(ge=0, le=LAST_MINUTE)]
Typed = Annotated[str, Field(max_length=40)]


class BookForm(Form):
    service: Annotated[str, Field(min_length=1, max_length=40)]
    starts: Starts
    phone: Annotated[str, Field(min_length=1, max_length=40)]
    national_id: Typed = ""
    request_key: Key


class MoveForm(Form):
    starts: Starts


class CodeForm(Form):
    code: Annotated[str, Field(min_length=1, max_length=20)]
    in_person: bool = False


class SmsCodeForm(Form):
    """The code from the text message that confirms an appointment."""

    sms_code: Annotated[str, Field(min_length=1, max_length=40)]


class TermsForm(Form):
    open: bool = False
    lead_minutes: Annotated[int, DIGITS, Field(ge=0, le=10_080)]
    days_ahead: Annotated[int, DIGITS, Field(ge=1, le=120)]
    most: Annotated[int, DIGITS, Field(ge=1, le=20)]
    early_minutes: Annotated[int, DIGITS, Field(ge=0, le=240)]
    late_minutes: Annotated[int, DIGITS, Field(ge=0, le=240)]
    remind_hours: Annotated[int, DIGITS, Field(ge=0, le=168)]
    tell_booked: bool = False
    national_id: Literal["off", "optional", "needed"] = "off"
    confirm_minutes: Annotated[int, DIGITS, Field(ge=3, le=60)]
    most_per_address: Annotated[int, DIGITS, Field(ge=1, le=1000)]


class TimesForm(Form):
    """Times on some days of the week, from one day to another."""

    service_id: Row
    first_day: Day
    last_day: Day
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)]
    opens: Clock
    closes: Clock
    slot_minutes: Annotated[int, DIGITS, Field(ge=5, le=240)]
    capacity: Annotated[int, DIGITS, Field(ge=1, le=99)]


class WithdrawalForm(Form):
    day: Day
    reason_fa: Line = ""
    reason_en: Line = ""


class RestoreForm(Form):
    day: Day


class FindForm(Form):
    """The way back to an appointment: its number and its code."""

    phone: Annotated[str, Field(min_length=1, max_length=40)]
    code: Annotated[str, Field(min_length=1, max_length=20)]
