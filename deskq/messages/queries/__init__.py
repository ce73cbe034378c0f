"""Reading messages: one and its story, who may see it, the terms it lies under."""

from deskq.messages.queries.calls import Call, call, calls_counted, calls_due, next_call_at
from deskq.messages.queries.due import duplicates_of, quiet, to_escalate
from deskq.messages.queries.followed import Followed, Personal, answers, followed, is_nameless, personal
from deskq.messages.queries.furniture import Furniture, furniture
from deskq.messages.queries.one import by_code, by_id, by_request_key, feedback_of, photos, primary, sender, steps, units_of
from deskq.messages.queries.viewers import acting_for, standing_in_for, viewer

__all__ = [
    "Call",
    "Followed",
    "Furniture",
    "Personal",
    "acting_for",
    "answers",
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
    "is_nameless",
    "next_call_at",
    "personal",
    "photos",
    "primary",
    "quiet",
    "sender",
    "standing_in_for",
    "steps",
    "to_escalate",
    "units_of",
    "viewer",
]
