"""Forms of the commands that edit the office: Persian or Latin digits, times as 7:30, Jalali dates."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from deskq.core.text import jalali, persian
from deskq.office.rules import MIDNIGHT
from deskq.web.forms import Form

LARGEST = 2**31 - 1
#: Latitude and longitude in degrees, as maps copy them, or nothing.
LOCATION = r"^(-?[0-9]{1,2}(\.[0-9]+)?, ?-?[0-9]{1,3}(\.[0-9]+)?)?$"


def _number(typed: Any) -> Any:
    return persian.ascii_digits(typed).replace("٫", ".").strip() if isinstance(typed, str) else typed


def _place(typed: Any) -> Any:
    return str(_number(typed)).replace("،", ",")


def _clock(typed: Any) -> int:
    """«۷:۳۰» as minutes after midnight; 24:00 is the end of the day."""
    hours, _, minutes = str(_number(typed)).partition(":")
    if not (hours.isdecimal() and len(hours) <= 2 and (minutes or "0").isdecimal() and len(minutes) in (0, 2)):
        raise PydanticCustomError("clock_time", "not a time")
    found = int(hours) * 60 + int(minutes or 0)
    if int(minutes or 0) > 59 or found > MIDNIGHT:
        raise PydanticCustomError("clock_time", "not a time")
    return found


def _time_of_day(typed: Any) -> int:
    """As ``_clock``, without 24:00."""
    found = _clock(typed)
    if found == MIDNIGHT:
        raise PydanticCustomError("clock_time", "not a time of a day")
    return found


def _day(typed: Any) -> date:
    try:
        return jalali.parse(str(typed))
    except ValueError:
        raise PydanticCustomError("jalali_day", "not a date") from None


def _text(typed: Any) -> Any:
    return persian.clean(typed) if isinstance(typed, str) else typed


def _series(typed: Any) -> Any:
    return persian.ascii_digits(persian.clean(typed)).upper() if isinstance(typed, str) else typed


#: Texts for people: normal spelling, no invisible characters.
TEXT = BeforeValidator(_text)
#: For number fields: Persian or Latin digits.
DIGITS = BeforeValidator(_number)
Row = Annotated[int, Field(ge=1, le=LARGEST)]
Position = Annotated[int, BeforeValidator(_number), Field(ge=0, le=999)]
Usual = Annotated[Annotated[int, Field(ge=1, le=240)] | None, BeforeValidator(lambda typed: _number(typed) or None)]
Quota = Annotated[Annotated[int, Field(ge=1, le=9999)] | None, BeforeValidator(lambda typed: _number(typed) or None)]
Percent = Annotated[Annotated[int, Field(ge=1, le=100)] | None, BeforeValidator(lambda typed: _number(typed) or None)]
Target = Annotated[Annotated[int, Field(ge=1, le=600)] | None, BeforeValidator(lambda typed: _number(typed) or None)]
Clock = Annotated[int, BeforeValidator(_clock)]
TimeOfDay = Annotated[int, BeforeValidator(_time_of_day)]
Day = Annotated[date, BeforeValidator(_day)]
Slug = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
Series = Annotated[str, Field(max_length=1, pattern=r"^\w*$"), BeforeValidator(_series)]
Icon = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9\-]+$")]
Short = Annotated[str, Field(max_length=80), BeforeValidator(_text)]
Line = Annotated[str, Field(max_length=160), BeforeValidator(_text)]
Needed = Annotated[str, Field(min_length=1, max_length=80), BeforeValidator(_text)]
Title = Annotated[str, Field(min_length=1, max_length=120), BeforeValidator(_text)]
TitleToo = Annotated[str, Field(max_length=120), BeforeValidator(_text)]
Arrow = Literal["right", "left", "ahead", "up", "here"]


class GroupForm(Form):
    name_fa: Needed
    name_en: Short = ""
    covers_fa: Line = ""
    covers_en: Line = ""
    icon: Icon = "info"
    position: Position


class ServiceTexts(Form):
    """A service without its group and counters."""

    series: Series = ""
    name_fa: Needed
    name_en: Short = ""
    plain_fa: Short = ""
    plain_en: Short = ""
    covers_fa: Line = ""
    covers_en: Line = ""
    where_fa: Line = ""
    where_en: Line = ""
    bring_fa: Line = ""
    bring_en: Line = ""
    icon: Icon = "file-text"
    position: Position
    usual_minutes: Usual = None
    day_quota: Quota = None
    hour_quota: Quota = None
    target_percent: Percent = None
    target_minutes: Target = None
    offered: bool = False


class ServiceForm(ServiceTexts):
    group_id: Row
    counters: Annotated[list[Row], Field(max_length=500)] = []


class NewServiceForm(ServiceForm):
    """Without a code, the service gets one made from its English name."""

    code: Slug | None = None


class CounterPlace(Form):
    """A counter without its services."""

    number: Annotated[int, BeforeValidator(_number), Field(ge=1, le=9999)]
    name_fa: Short = ""
    name_en: Short = ""
    room_fa: Short = ""
    room_en: Short = ""
    floor_fa: Short = ""
    floor_en: Short = ""
    direction_fa: Line = ""
    direction_en: Line = ""
    arrow: Arrow = "here"


class CounterForm(CounterPlace):
    """``ranks`` are "service:rank" for what the counter serves; empty for what it does not. ``room``: of the table of
    rooms."""

    room: Annotated[Row | None, BeforeValidator(lambda typed: typed or None)] = None

    ranks: Annotated[list[Annotated[str, Field(pattern=r"^([0-9]{1,9}:[1-9])?$")]], Field(max_length=500)] = []

    @property
    def rank_of(self) -> dict[int, int]:
        pairs = (pair.split(":") for pair in self.ranks if pair)
        return {int(service): int(rank) for service, rank in pairs}


class PriorityForm(Form):
    name_fa: Needed
    name_en: Short = ""
    weight: Annotated[float, BeforeValidator(_number), Field(ge=1, le=20)]
    icon: Icon = "heart-handshake"
    position: Position
    offered: bool = False


class NewPriorityForm(PriorityForm):
    code: Slug


class SettingsForm(Form):
    name_fa: Title
    name_en: TitleToo = ""
    building_fa: TitleToo = ""
    building_en: TitleToo = ""
    bound_minutes: Annotated[int, BeforeValidator(_number), Field(ge=5, le=600)]
    recall_max: Annotated[int, BeforeValidator(_number), Field(ge=0, le=20)]
    let_pass: Annotated[int, BeforeValidator(_number), Field(ge=0, le=20)]
    hold_minutes: Annotated[int, BeforeValidator(_number), Field(ge=1, le=240)]
    undo_seconds: Annotated[int, BeforeValidator(_number), Field(ge=0, le=600)]
    rate_hours: Annotated[int, BeforeValidator(_number), Field(ge=1, le=720)]
    rate_group: Annotated[int, BeforeValidator(_number), Field(ge=5, le=100)]
    rate_least: Annotated[int, BeforeValidator(_number), Field(ge=5, le=200)]
    viewing_distance: Annotated[float, BeforeValidator(_number), Field(ge=1, le=30)]
    board_inches: Annotated[int, BeforeValidator(_number), Field(ge=20, le=150)]
    day_starts: Clock
    join_share: Annotated[int, BeforeValidator(_number), Field(ge=0, le=90)]
    join_minutes: Annotated[int, BeforeValidator(_number), Field(ge=0, le=120)]
    line_closing: Literal["off", "soft", "hard"] = "off"
    working_week: Literal["open", "sat_thu", "sat_wed"] = "open"
    join_metres: Annotated[int, BeforeValidator(_number), Field(ge=20, le=5000)]
    join_digits: Literal["door", "board"] = "door"
    location: Annotated[str, BeforeValidator(_place), Field(max_length=40, pattern=LOCATION)] = ""


class NewOfficeForm(Form):
    """What a new office needs before anything can be added to it."""

    name_fa: Title
    name_en: TitleToo = ""
    building_fa: TitleToo = ""
    building_en: TitleToo = ""
    slug: Annotated[str, Field(max_length=60)] = "main"
    opens: Clock
    closes: Clock


class OpeningForm(Form):
    """Hours for some weekdays; with ``replaces`` they replace the present hours of those days."""

    service_id: Row | None = None
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)]
    opens: Clock
    closes: Clock
    valid_from: Day
    valid_until: Day | None = None
    replaces: bool = False


class RowsForm(Form):
    rows: Annotated[list[Row], Field(min_length=1, max_length=50)]


class ChangedOpeningForm(OpeningForm, RowsForm):
    """Hours that replace these rows."""


class SpecialForm(Form):
    """A day that is closed (no hours), or open at other hours."""

    day: Day
    opens: Clock | None = None
    closes: Clock | None = None
    reason_fa: Line = ""
    reason_en: Line = ""


class DeviceForm(Form):
    """``counter`` only for a tablet."""

    name: Needed
    counter: Annotated[int, Field(ge=1, le=9999)] | None = None


class AcceptForm(DeviceForm):
    code: Annotated[str, Field(min_length=1, max_length=20)]
