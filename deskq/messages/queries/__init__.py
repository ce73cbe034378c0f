"""Reading messages: one and its story, lists, who may see it, the terms it lies under."""

from deskq.messages.queries.due import duplicates_of, open_count, quiet, to_escalate
from deskq.messages.queries.furniture import Furniture, furniture
from deskq.messages.queries.inbox import PAGE, Looking, Page, Row, Sieve, counts, page
from deskq.messages.queries.one import (
    by_code,
    by_code_begins,
    by_file,
    by_id,
    by_request_key,
    feedback_of,
    photos,
    sender,
    steps,
    units_of,
)
from deskq.messages.queries.seen import climbed_to, seen
from deskq.messages.queries.viewers import acting, acting_for, standing_in_for, viewer

__all__ = [
    "PAGE",
    "Furniture",
    "Looking",
    "Page",
    "Row",
    "Sieve",
    "acting",
    "acting_for",
    "by_code",
    "by_code_begins",
    "by_file",
    "by_id",
    "by_request_key",
    "climbed_to",
    "counts",
    "duplicates_of",
    "feedback_of",
    "furniture",
    "open_count",
    "page",
    "photos",
    "quiet",
    "seen",
    "sender",
    "standing_in_for",
    "steps",
    "to_escalate",
    "units_of",
    "viewer",
]
