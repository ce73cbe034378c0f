"""The state machine of messages: which verb is allowed in which state, and what each needs."""

from collections.abc import Sized
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text.names import Name
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.message_settings.root_causes import CAUSE_NAMES

#: Verbs whose words are the citizen's, beside those the message came with: it is found by them too.
CITIZEN_TEXT_VERBS = ("add", "reopen", "object")
STATES = ("registered", "referred", "accepted", "answered", "closed", "withdrawn")
LIVE = ("registered", "referred", "accepted")
OUTCOMES = ("guided", "duplicate", "unrelated", "done", "explained", "not_doable", "scheduled")
VERDICTS = ("upheld", "not_upheld", "out_of_scope")
STATE_NAMES = {
    "registered": Name("ثبت شد", "Registered"),
    "referred": Name("به واحد ارجاع شد", "Referred to a unit"),
    "accepted": Name("در دست اقدام", "In progress"),
    "answered": Name("پاسخ داده شد", "Answered"),
    "closed": Name("پایان یافت", "Closed"),
    "withdrawn": Name("پس گرفته شد", "Withdrawn"),
}
OUTCOME_NAMES = {
    "done": Name("انجام شد", "Done"),
    "explained": Name("توضیح داده شد", "Explained"),
    "guided": Name("راهنمایی شد", "Guided"),
    "scheduled": Name("در برنامهٔ بودجه", "Scheduled in the budget"),
    "not_doable": Name("شدنی نیست", "Cannot be done"),
    "unrelated": Name("در صلاحیت شهرداری نیست", "Not a municipal matter"),
    "duplicate": Name("تکراری", "Duplicate"),
}
VERDICT_NAMES = {
    "upheld": Name("وارد است", "Upheld"),
    "not_upheld": Name("وارد نیست", "Not upheld"),
    "out_of_scope": Name("خارج از صلاحیت", "Out of scope"),
}
#: {(state, verb): state}. A move that is not here cannot be made. Every way ends in closed or withdrawn, and each state
#: but those has a way on.
MOVES: dict[tuple[str, str], str] = {
    ("registered", "refer"): "referred",
    ("registered", "accept"): "accepted",
    ("registered", "answer"): "answered",
    ("registered", "link"): "answered",
    ("registered", "extend"): "registered",
    ("registered", "sort"): "registered",
    ("registered", "withdraw"): "withdrawn",
    ("registered", "add"): "registered",
    ("registered", "ask_back"): "registered",
    ("registered", "wait_outside"): "registered",
    ("registered", "resume"): "registered",
    ("referred", "accept"): "accepted",
    ("referred", "refer"): "referred",
    ("referred", "pass_on"): "referred",
    ("referred", "answer"): "answered",
    ("referred", "link"): "answered",
    ("referred", "extend"): "referred",
    ("referred", "sort"): "referred",
    ("referred", "withdraw"): "withdrawn",
    ("referred", "add"): "referred",
    ("referred", "ask_back"): "referred",
    ("referred", "wait_outside"): "referred",
    ("referred", "resume"): "referred",
    ("accepted", "assign"): "accepted",
    ("accepted", "pass_on"): "referred",
    ("accepted", "answer"): "answered",
    ("accepted", "link"): "answered",
    ("accepted", "extend"): "accepted",
    ("accepted", "sort"): "accepted",
    ("accepted", "withdraw"): "withdrawn",
    ("accepted", "add"): "accepted",
    ("accepted", "ask_back"): "accepted",
    ("accepted", "wait_outside"): "accepted",
    ("accepted", "resume"): "accepted",
    ("answered", "close"): "closed",
    # nobody's button: the message it was a duplicate of was withdrawn
    ("answered", "go_on"): "referred",
    ("closed", "go_on"): "referred",
    ("answered", "reopen"): "referred",
    ("answered", "object"): "referred",
    ("answered", "add"): "answered",
    ("closed", "reopen"): "referred",
    ("closed", "object"): "referred",
}


class CannotMove(DomainError):
    slug = "cannot-move"
    title = N_("This is not possible while the message is “%(state)s”.")


class StaleRevision(DomainError):
    slug = "seen-older"
    title = N_(
        "Somebody else has changed this message in the meantime. Please look at the current version. "
        "Your text is still here."
    )


class OnceByRight(DomainError):
    slug = "once-by-right"
    title = N_("You have already said this once, and we reopened your message.")


class TooLateToReturn(DomainError):
    slug = "too-late-to-return"
    title = N_("The time to respond to this answer has passed. Please send a new message and mention this one.")


class ClockPaused(DomainError):
    slug = "clock-paused"
    title = N_("The clock of this message is paused, and so its deadline cannot be changed. Resume the clock first.")


class Paused(Protocol):
    @property
    def waits_for(self) -> str | None: ...


class Revised(Protocol):
    @property
    def turn(self) -> int: ...


class Answering(Protocol):
    @property
    def outcome(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def photos(self) -> Sized: ...
    @property
    def verdict(self) -> str | None: ...
    @property
    def root_cause(self) -> str | None: ...


class Returning(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def reopened(self) -> bool: ...
    @property
    def objected(self) -> bool: ...


def may_move(state: str, verb: str) -> bool:
    return (state, verb) in MOVES


def move(state: str, verb: str) -> str:
    """The state after, or ``CannotMove``."""
    if (state, verb) not in MOVES:
        raise CannotMove(state=STATE_NAMES[state])
    return MOVES[state, verb]


def check_revision(message: Revised, seen: int | None) -> None:
    """``StaleRevision`` when somebody changed the message since the page was loaded; None: no page was loaded."""
    if seen is not None and seen != message.turn:
        raise StaleRevision


def check_clock_runs(message: Paused) -> None:
    """Raises ``ClockPaused`` while the clock is paused, because a new deadline would ignore the pause."""
    if message.waits_for is not None:
        raise ClockPaused


def check_answer(kind: str, content: Answering, needs_proof: bool) -> None:
    """Every answer has text for the citizen; finished work of some categories needs a photo (R24); a complaint
    needs a verdict (R29)."""
    wrong = {}
    if content.outcome not in OUTCOMES or content.outcome == "duplicate":
        wrong["outcome"] = WRONG_CHOICE
    if not content.words:
        wrong["words"] = N_("Please tell the citizen what you found or did.")
    if content.outcome == "done" and needs_proof and not content.photos:
        wrong["photos"] = N_("Please add a photo of the finished work.")
    if kind == "complaint" and content.verdict not in VERDICTS:
        wrong["verdict"] = N_("An answer to a complaint needs a verdict: upheld, not upheld, or out of scope.")
    elif content.verdict is not None and content.verdict not in VERDICTS:
        wrong["verdict"] = WRONG_CHOICE
    if content.root_cause is not None and content.root_cause not in CAUSE_NAMES:
        wrong["root_cause"] = WRONG_CHOICE
    if wrong:
        raise InvalidInput(wrong)


def check_may_return(message: Returning, verb: str) -> None:
    """ "Not satisfied" is allowed once, an objection once; else ``OnceByRight``."""
    if message.reopened if verb == "reopen" else message.objected:
        raise OnceByRight


def check_in_time(message: Returning, days: int, now: datetime) -> None:
    """``TooLateToReturn`` when the days to come back to the answer are over."""
    if message.answered_at is not None and now > message.answered_at + timedelta(days=days):
        raise TooLateToReturn


def may_return(message: Returning, verb: str, days: int, now: datetime) -> bool:
    """Whether its sender may react to the answer now, at most ``days`` after it. ``verb``: "reopen" or "object"."""
    try:
        check_may_return(message, verb)
        check_in_time(message, days, now)
    except DomainError:
        return False
    return may_move(message.state, verb)
