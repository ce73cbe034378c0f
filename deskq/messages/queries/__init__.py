"""Reading messages: one and its story, who may see it, the terms it lies under."""

from deskq.messages.queries.due import duplicates_of, quiet, to_escalate
from deskq.messages.queries.furniture import Furniture, furniture
from deskq.messages.queries.one import (
    by_code,
    by_id,
    by_request_key,
    feedback_of,
    files,
    photos,
    sender,
    steps,
    units_of,
    words_added,
)
from deskq.messages.queries.search import search
from deskq.messages.queries.viewers import acting_for, standing_in_for, viewer

__all__ = [
    "Furniture",
    "acting_for",
    "by_code",
    "by_id",
    "by_request_key",
    "duplicates_of",
    "feedback_of",
    "files",
    "furniture",
    "photos",
    "quiet",
    "search",
    "sender",
    "standing_in_for",
    "steps",
    "to_escalate",
    "units_of",
    "viewer",
    "words_added",
]
