"""Takes an inbound SMS of any gateway; a single digit is passed to ratings, a request for a ticket to joining."""

from contextlib import suppress

from deskq.core.errors import DomainError, InvalidInput
from deskq.joining import joined
from deskq.joining.rules import MOST_TRAVEL, AlreadyJoined
from deskq.ratings import rules as rating_rules
from deskq.ratings import service as rating_service
from deskq.sms_inbound import service, sms_parse
from deskq.sms_inbound.models import InboundSms
from deskq.sms_inbound.service import SmsInput


def receive(office_id: int, by: str, content: SmsInput) -> InboundSms:
    """Take a text; a single digit rates the last visit of its number, if one waits for that."""

    def rate(phone: str, text: str) -> bool:
        with suppress(rating_rules.NothingToRate, rating_rules.AlreadyRated, rating_rules.TooLate, InvalidInput):
            rating_service.rate_by_sms(office_id, phone, text)
            return True
        return False  # where no visit waits for it, a digit says nothing

    def join(phone: str, asked: sms_parse.TicketRequest, key: str) -> str:
        found = joined.service_named(office_id, asked.service)
        if found is None:
            return sms_parse.JOIN_WHICH
        try:
            joined.join(office_id, found, phone, min(asked.travel, MOST_TRAVEL), f"sms-{key}", asked.language)
        except AlreadyJoined:
            return sms_parse.JOINS  # the reply names the ticket
        except DomainError:
            return sms_parse.JOIN_NOT
        return sms_parse.JOINS

    return service.receive(office_id, by, content, rate, join)
