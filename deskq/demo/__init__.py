"""The demo office: the municipality of Takestan, with places and people; one morning of it, and whole days."""

from deskq.demo.appointments import appointments
from deskq.demo.messages import PAST, messages
from deskq.demo.morning import LENGTH, SERVICES, begins, morning
from deskq.demo.office import office
from deskq.demo.whole_day import day

#: What the visitors of the morning come for.
MORNING_SERVICES = frozenset(SERVICES)

__all__ = ["LENGTH", "MORNING_SERVICES", "PAST", "appointments", "begins", "day", "messages", "morning", "office"]
