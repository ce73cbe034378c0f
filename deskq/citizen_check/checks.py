"""What is verified: messages and applications each have one ``CitizenCheck``."""

from dataclasses import dataclass
from typing import Any

from deskq.core.errors import RateLimited
from deskq.sms.one_time_code.rules import SmsCodesUsedUp


@dataclass(frozen=True, slots=True)
class CitizenCheck:
    """``tries`` and ``browsers`` are tables with ``CheckColumns`` and ``BrowserColumns``, whose rows belong to the row
    that their column ``key`` names. ``subject``: first word of the subject of an SMS with a code. ``purpose``: from
    which codes are derived (sms/one_time_code); changing it makes codes invalid that were already sent."""

    tries: type[Any]
    browsers: type[Any]
    key: str
    subject: str
    purpose: str
    too_many_tries: type[RateLimited]
    codes_used_up: type[SmsCodesUsedUp]
