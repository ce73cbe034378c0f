"""Takes an inbound SMS of any gateway; a single digit is passed to ratings."""

from contextlib import suppress

from deskq.core.errors import InvalidInput
from deskq.ratings import rules as rating_rules
from deskq.ratings import service as rating_service
from deskq.sms_inbound import service
from deskq.sms_inbound.models import InboundSms
from deskq.sms_inbound.service import SmsInput


def receive(office_id: int, by: str, content: SmsInput) -> InboundSms:
    """Take a text; a single digit rates the last visit of its number, if one waits for that."""

    def rate(phone: str, text: str) -> bool:
        with suppress(rating_rules.NothingToRate, rating_rules.AlreadyRated, rating_rules.TooLate, InvalidInput):
            rating_service.rate_by_sms(office_id, phone, text)
            return True
        return False  # where no visit waits for it, a digit says nothing

    return service.receive(office_id, by, content, rate)
