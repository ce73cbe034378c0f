"""Reading messages: one and its story, lists, who may see it, the terms it lies under."""

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
from deskq.messages.queries.due import duplicates_of, quiet, quiet_before, reports, reports_among, to_escalate
from deskq.messages.queries.followed import Followed, Personal, answered, followed, is_nameless, personal
from deskq.messages.queries.furniture import Furniture, NotFurnished, furniture
from deskq.messages.queries.inbox import PAGE, Looking, Page, Row, Sieve, counts, page, rows_of
from deskq.messages.queries.loads import is_waited_for, open_by_unit
from deskq.messages.queries.near import Alike, Sought, near
from deskq.messages.queries.one import (
    added_since,
    by_code,
    by_code_begins,
    by_file,
    by_id,
    by_request_key,
    feedback_of,
    files,
    has_photo,
    photos,
    primary,
    sender,
    steps,
    units_of,
    words_added,
)
from deskq.messages.queries.promises import promises_kept
from deskq.messages.queries.search import search
from deskq.messages.queries.seen import climbed_to
from deskq.messages.queries.terms import closing_of, share_used
from deskq.messages.queries.texts_in import text_by_key, text_in, texts_since
from deskq.messages.queries.thanks import thanks_to
from deskq.messages.queries.viewers import Stood, acting, acting_for, read_at, standing_in_for, stood_in, viewer
from deskq.messages.queries.visit import of_visit, score_of

__all__ = [
    "PAGE",
    "Alike",
    "Call",
    "Followed",
    "Furniture",
    "Looking",
    "NotFurnished",
    "Page",
    "Personal",
    "Progress",
    "Row",
    "Sieve",
    "Slip",
    "Sought",
    "Stood",
    "acting",
    "acting_for",
    "added_since",
    "answered",
    "by_code",
    "by_code_begins",
    "by_file",
    "by_id",
    "by_phone",
    "by_request_key",
    "call",
    "calls_counted",
    "calls_due",
    "climbed_to",
    "closing_of",
    "count_typed",
    "counts",
    "duplicates_of",
    "feedback_of",
    "files",
    "followed",
    "furniture",
    "has_photo",
    "is_nameless",
    "is_waited_for",
    "last_slip",
    "near",
    "next_call_at",
    "of_visit",
    "open_by_unit",
    "opening",
    "opening_by_key",
    "openings",
    "page",
    "personal",
    "photos",
    "primary",
    "promises_kept",
    "quiet",
    "quiet_before",
    "read_at",
    "reports",
    "reports_among",
    "rows_of",
    "score_of",
    "search",
    "sender",
    "share_used",
    "slip_by_key",
    "slips",
    "standing_in_for",
    "steps",
    "stood_in",
    "taken_today",
    "text_by_key",
    "text_in",
    "texts_since",
    "thanks_to",
    "to_escalate",
    "undone_slip",
    "units_of",
    "viewer",
    "words_added",
]
