"""How long join requests, and the marks of tickets taken from outside, are kept."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.joining.confirmation.models import JoinRequest
from deskq.joining.models import RemoteTicket

RULES = (
    old_rows("codes for joining from outside", JoinRequest, JoinRequest.asked_at, timedelta(days=1)),
    old_rows("ways of visitors who joined from outside", RemoteTicket, RemoteTicket.joined_at, timedelta(days=1)),
)
