"""Editing what messages are sorted by and where they go. One function = one transaction, written into the journal."""

from deskq.messages.editing.lists import (
    BY_KIND,
    ClassStays,
    RefersHere,
    delete_row,
    offer_row,
    save_category,
    save_class,
    save_row,
)
from deskq.messages.editing.plan import save_plan
from deskq.messages.editing.policy import begin, save_policy
from deskq.messages.editing.reports import NobodyReads
from deskq.messages.editing.units import UnitBegins, UnitBusy, delete_unit, offer_unit, save_unit

__all__ = [
    "BY_KIND",
    "ClassStays",
    "NobodyReads",
    "RefersHere",
    "UnitBegins",
    "UnitBusy",
    "begin",
    "delete_row",
    "delete_unit",
    "offer_row",
    "offer_unit",
    "save_category",
    "save_class",
    "save_plan",
    "save_policy",
    "save_row",
    "save_unit",
]
