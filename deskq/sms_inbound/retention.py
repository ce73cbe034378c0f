"""How long the number of an inbound SMS is kept."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.sms_inbound.models import InboundSms

RULES = (old_rows("numbers of received SMS", InboundSms, InboundSms.at, timedelta(days=7)),)
