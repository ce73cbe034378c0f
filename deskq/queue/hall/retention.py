"""Retention of lines of text to counters and of calls for help."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.queue.hall.models import CounterLine, HelpCall

DAY = timedelta(days=1)
RULES = (
    old_rows("lines of text to counters", CounterLine, CounterLine.sent_at, DAY),
    old_rows("calls for help that nobody has answered", HelpCall, HelpCall.asked_at, DAY),
)
