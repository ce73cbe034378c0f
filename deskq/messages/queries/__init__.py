"""Reading messages: one and its story, who may see it, the terms it lies under."""

from deskq.messages.queries.calls import Call, call, calls_counted, calls_due, next_call_at
from deskq.messages.queries.due import duplicates_of, quiet, to_escalate
from deskq.messages.queries.followed import Followed, Personal, answered, followed, is_nameless, personal
from deskq.messages.queries.furniture import Furniture, furniture
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
from deskq.messages.queries.viewers import acting_for, standing_in_for, viewer
from deskq.messages.queries.visit import of_visit, score_of

__all__ = [
    "Call",
    "Followed",
    "Furniture",
    "Personal",
    "acting_for",
    "answered",
    "by_code",
    "by_id",
    "by_request_key",
    "call",
    "calls_counted",
    "calls_due",
    "duplicates_of",
    "feedback_of",
    "followed",
    "furniture",
    "has_photo",
    "is_nameless",
    "next_call_at",
    "of_visit",
    "personal",
    "photos",
    "primary",
    "quiet",
    "score_of",
    "search",
    "sender",
    "standing_in_for",
    "steps",
    "to_escalate",
    "units_of",
    "viewer",
    "words_added",
]
