"""Forms of alerts: settings of a kind, and a person on duty."""

from typing import Annotated

from pydantic import Field

from deskq.alerts.rules import LONGEST_REPEAT
from deskq.office.forms import DIGITS, TEXT, Clock
from deskq.sms.phone_numbers import MAX_LENGTH
from deskq.web.forms import Form


class KindForm(Form):
    """``limit``: see ``rules.LIMITS``, by which the page checks it."""

    screens: bool = False
    texts: bool = False
    limit: Annotated[int, DIGITS, Field(ge=0, le=10_000)] | None = None
    repeat: Annotated[int, DIGITS, Field(ge=0, le=LONGEST_REPEAT)] = 0
    quiet_from: Clock = 0
    quiet_until: Clock = 0


class DutyForm(Form):
    name: Annotated[str, Field(min_length=1, max_length=80), TEXT]
    phone: Annotated[str, Field(min_length=1, max_length=MAX_LENGTH)]
    on_duty: bool = False
    of_messages: bool = False
    of_hall: bool = False
