"""Outcomes of feedback calls (R23), number of tries, who has claimed a call."""

from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.names import Name
from deskq.message_settings.kinds import WRONG_CHOICE

CALL_OUTCOMES = {
    "satisfied": Name("راضی بود", "Satisfied"),
    "not_satisfied": Name("راضی نبود: باز شود", "Not satisfied: reopen"),
    "unsure": Name("نظری نداشت", "No opinion"),
    "no_answer": Name("پاسخ نداد: تماس دوباره", "No answer: call again"),
    "wrong_number": Name("شماره اشتباه بود", "Wrong number"),
    "refused": Name("نخواست گفت‌وگو کند", "Did not want to talk"),
}
AGAIN_AFTER = timedelta(hours=4)
MOST_TRIES = 3
#: Outcomes that may be undone: nobody outside has noticed them.
QUIET_OUTCOMES = ("satisfied", "unsure", "wrong_number", "refused")
#: A call is claimed for this long.
CLAIM = timedelta(minutes=10)


class Written(Protocol):
    @property
    def outcome(self) -> str | None: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def done_at(self) -> datetime | None: ...


class Claimed(Protocol):
    @property
    def claimed_by_id(self) -> int | None: ...
    @property
    def claimed_until(self) -> datetime | None: ...


def check_call(outcome: str, note: str) -> None:
    """A citizen who is not satisfied must say why: the unit reads it."""
    if outcome not in CALL_OUTCOMES:
        raise InvalidInput({"outcome": WRONG_CHOICE})
    if outcome == "not_satisfied" and not note:
        raise InvalidInput({"note": N_("Please write what is wrong, so that the unit can read it.")})


def is_claimed(call: Claimed, now: datetime) -> bool:
    """Somebody is calling now."""
    return call.claimed_until is not None and call.claimed_until > now


def is_taken(call: Claimed, person_id: int, now: datetime) -> bool:
    """Somebody else is calling now."""
    return is_claimed(call, now) and call.claimed_by_id != person_id


def may_take_back(call: Written, person_id: int, now: datetime, longest: timedelta) -> bool:
    """Whether this person has only just written it down, and nobody outside has noticed."""
    if call.done_at is None or call.outcome not in QUIET_OUTCOMES or call.person_id != person_id:
        return False
    return now - call.done_at <= longest
