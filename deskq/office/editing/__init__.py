"""Editing the office. One function = one transaction; whoever keeps the catalogue reads it again afterwards."""

from deskq.office.editing.calendar import add_opening, change_openings, delete_openings
from deskq.office.editing.counters import CounterBusy, delete_counter, save_counter
from deskq.office.editing.days import delete_special, save_special
from deskq.office.editing.founding import OfficeThere, found_office
from deskq.office.editing.priorities import delete_priority, offer_priority, save_priority
from deskq.office.editing.services import delete_group, delete_service, offer_service, save_group, save_service
from deskq.office.editing.settings import save_office
from deskq.office.rows import InUse

__all__ = [
    "CounterBusy",
    "InUse",
    "OfficeThere",
    "add_opening",
    "change_openings",
    "delete_counter",
    "delete_group",
    "delete_openings",
    "delete_priority",
    "delete_service",
    "delete_special",
    "found_office",
    "offer_priority",
    "offer_service",
    "save_counter",
    "save_group",
    "save_office",
    "save_priority",
    "save_service",
    "save_special",
]
