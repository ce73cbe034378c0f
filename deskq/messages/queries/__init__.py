"""Reading messages: one and its story, lists, who may see it, the terms it lies under."""

from deskq.messages.queries.due import duplicates_of, open_count, quiet, quiet_before, reports_among, to_escalate
from deskq.messages.queries.furniture import Furniture, furniture
from deskq.messages.queries.inbox import PAGE, Looking, Page, Row, Sieve, counts, page, rows_of
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
    words_added,
)
from deskq.messages.queries.search import search, visible
from deskq.messages.queries.seen import climbed_to
from deskq.messages.queries.terms import closing_of, share_used
from deskq.messages.queries.viewers import Stood, acting, acting_for, standing_in_for, stood_in, viewer

__all__ = [
    "PAGE",
    "Furniture",
    "Looking",
    "Page",
    "Row",
    "Sieve",
    "Stood",
    "acting",
    "acting_for",
    "by_code",
    "by_code_begins",
    "by_file",
    "by_id",
    "by_request_key",
    "climbed_to",
    "closing_of",
    "counts",
    "duplicates_of",
    "feedback_of",
    "furniture",
    "open_count",
    "page",
    "photos",
    "quiet",
    "quiet_before",
    "reports_among",
    "rows_of",
    "search",
    "sender",
    "share_used",
    "standing_in_for",
    "steps",
    "stood_in",
    "to_escalate",
    "units_of",
    "viewer",
    "visible",
    "words_added",
]
