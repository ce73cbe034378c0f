"""Reading messages: one and its story, who may see it, the terms it lies under."""

from deskq.messages.queries.boxes import (
    Progress,
    Slip,
    count_typed,
    last_slip,
    opening,
    opening_by_key,
    openings,
    slip_by_key,
    slips,
    undone_slip,
)
from deskq.messages.queries.callers import by_phone, taken_today
from deskq.messages.queries.due import duplicates_of, quiet, to_escalate
from deskq.messages.queries.furniture import Furniture, furniture
from deskq.messages.queries.near import Alike, Sought, near
from deskq.messages.queries.one import (
    by_code,
    by_id,
    by_request_key,
    feedback_of,
    photos,
    sender,
    steps,
    units_of,
    words_added,
)
from deskq.messages.queries.search import search
from deskq.messages.queries.viewers import acting_for, standing_in_for, viewer

__all__ = [
    "Alike",
    "Furniture",
    "Progress",
    "Slip",
    "Sought",
    "acting_for",
    "by_code",
    "by_id",
    "by_phone",
    "by_request_key",
    "count_typed",
    "duplicates_of",
    "feedback_of",
    "furniture",
    "last_slip",
    "near",
    "opening",
    "opening_by_key",
    "openings",
    "photos",
    "quiet",
    "search",
    "sender",
    "slip_by_key",
    "slips",
    "standing_in_for",
    "steps",
    "taken_today",
    "to_escalate",
    "undone_slip",
    "units_of",
    "viewer",
    "words_added",
]
