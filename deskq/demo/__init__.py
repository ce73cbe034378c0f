"""The demo office: the municipality of Takestan, with places and people, nobody in line; and one morning."""

from deskq.demo.appointments import appointments
from deskq.demo.morning import SERVICES, earlier, morning
from deskq.demo.office import office

#: What the visitors of the morning come for.
MORNING_SERVICES = frozenset(SERVICES)

__all__ = ["MORNING_SERVICES", "appointments", "earlier", "morning", "office"]
