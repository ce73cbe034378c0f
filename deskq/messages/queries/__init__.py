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
from deskq.messages.queries.calls import Call, call, calls_counted, calls_due, next_call_at
from deskq.messages.queries.due import duplicates_of, quiet, to_escalate
from deskq.messages.queries.followed import Followed, Personal, answered, followed, is_nameless, personal
from deskq.messages.queries.furniture import Furniture, NotFurnished, furniture
from deskq.messages.queries.near import Alike, Sought, near
from deskq.messages.queries.one import (
    by_code,
    by_id,
    by_request_key,
    feedback_of,
    has_photo,
    photos,
    primary,
    sender,
    steps,
    units_of,
    words_added,
)
from deskq.messages.queries.search import search
from deskq.messages.queries.texts_in import text_by_key, text_in, texts_since
from deskq.messages.queries.viewers import acting_for, standing_in_for, viewer
from deskq.messages.queries.visit import of_visit, score_of

__all__ = [
    "Alike",
    "Call",
    "Followed",
    "Furniture",
    "NotFurnished",
    "Personal",
    "Progress",
    "Slip",
    "Sought",
    "acting_for",
    "answered",
    "by_code",
    "by_id",
    "by_phone",
    "by_request_key",
    "call",
    "calls_counted",
    "calls_due",
    "count_typed",
    "duplicates_of",
    "feedback_of",
    "followed",
    "furniture",
    "has_photo",
    "is_nameless",
    "last_slip",
    "near",
    "next_call_at",
    "of_visit",
    "opening",
    "opening_by_key",
    "openings",
    "personal",
    "photos",
    "primary",
    "quiet",
    "score_of",
    "search",
    "sender",
    "slip_by_key",
    "slips",
    "standing_in_for",
    "steps",
    "taken_today",
    "text_by_key",
    "text_in",
    "texts_since",
    "to_escalate",
    "undone_slip",
    "units_of",
    "viewer",
    "words_added",
]
