"""State machine of a ticket: which moves are allowed, how often, and what can be undone. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from deskq.core.errors import N_, DomainError, InvalidInput

STATES = ("waiting", "called", "serving", "held", "absent", "done", "cancelled", "expired")
LIVE = ("waiting", "called", "serving", "held", "absent")
AT_COUNTER = ("called", "serving")
#: {(state, verb): next state}. The verbs correspond to the buttons.
MOVES: Mapping[tuple[str, str], str] = {
    ("waiting", "call"): "called",
    ("absent", "call"): "called",
    ("called", "recall"): "called",
    ("called", "fetch"): "called",
    ("called", "start"): "serving",
    ("called", "miss"): "absent",
    ("called", "hold"): "held",
    ("called", "put_back"): "waiting",
    ("called", "transfer"): "waiting",
    ("serving", "hold"): "held",
    ("serving", "transfer"): "waiting",
    ("serving", "switch"): "serving",
    ("serving", "finish"): "done",
    ("waiting", "keep"): "held",
    ("called", "keep"): "held",
    ("serving", "keep"): "held",
    ("held", "keep"): "held",
    ("absent", "keep"): "held",
    ("held", "carry"): "held",
    ("held", "resume"): "serving",
    ("held", "return"): "waiting",
    ("absent", "return"): "waiting",
    ("waiting", "release"): "waiting",
    ("waiting", "let_pass"): "waiting",
    ("waiting", "mark"): "waiting",
    ("called", "mark"): "called",
    ("serving", "mark"): "serving",
    ("held", "mark"): "held",
    ("absent", "mark"): "absent",
    ("waiting", "amend"): "waiting",
    ("called", "amend"): "called",
    ("serving", "amend"): "serving",
    ("held", "amend"): "held",
    ("absent", "amend"): "absent",
    ("waiting", "answer"): "done",
    ("absent", "answer"): "done",
    ("waiting", "cancel"): "cancelled",
    ("held", "cancel"): "cancelled",
    ("absent", "cancel"): "cancelled",
    ("called", "cancel"): "cancelled",
    ("waiting", "expire"): "expired",
    ("called", "expire"): "expired",
    ("held", "expire"): "expired",
    ("absent", "expire"): "expired",
    ("serving", "expire"): "done",
}
#: {verb that can be undone: the state its ticket, or its counter, must still be in}. A recall cannot be undone: it has
#: rung already and changed no state.
UNDOABLE: Mapping[str, str] = {
    "call": "called",
    "fetch": "called",
    "start": "serving",
    "miss": "absent",
    "hold": "held",
    "resume": "serving",
    "transfer": "waiting",
    "finish": "done",
    "switch": "serving",
    "keep": "held",
    "put_back": "waiting",
    "return": "waiting",
    "release": "waiting",
    "cancel": "cancelled",
    "open": "open",
    "break": "break",
    "close": "closed",
}
#: Reasons to keep a ticket for the next working day.
KEEP_REASONS = ("documents", "system", "time", "other")
MOST_SERVED = 99
LARGEST_GROUP = 99
OUTCOMES = ("done", "referred", "documents_missing", "not_possible", "unrecorded")


class CannotMove(DomainError):
    slug = "cannot-move"
    title = N_("Ticket %(code)s is %(state)s. This is no longer possible.")


class AtCounter(DomainError):
    slug = "at-counter"
    title = N_("Ticket %(code)s is at a counter now. Its clerk can transfer it.")


class RecalledEnough(DomainError):
    slug = "recalled-enough"
    title = N_("Calls made for ticket %(code)s: %(times)s. Please mark the visitor absent.")


class EscortFirst(DomainError):
    slug = "go-first"
    title = N_("Visitor %(code)s asked us to come and get them. Please go to them first.")


class LetPassOnce(DomainError):
    slug = "let-pass-once"
    title = N_("You have already let others go first. You can do this only once.")


class CannotUndo(DomainError):
    slug = "cannot-undo"
    title = N_("This can no longer be undone.")


def check_let_pass(already: int) -> None:
    if already:
        raise LetPassOnce


def move(state: str, verb: str, code: str = "") -> str:
    """The state after a verb. Raises ``CannotMove`` when the table has no such move."""
    try:
        return MOVES[state, verb]
    except KeyError:
        raise CannotMove(code=code, state=state) from None


def check_amended(state: str, code: str, *, moves: bool) -> None:
    """Service and class may change only before the call (``moves``), the other values at any time of the visit."""
    move(state, "amend", code)
    if moves and state in AT_COUNTER:
        raise AtCounter(code=code)


def check_recall(recalls: int, maximum: int, code: str = "") -> None:
    if recalls >= maximum:
        raise RecalledEnough(code=code, times=recalls + 1)


def check_outcome(outcome: str, served: int) -> None:
    """``InvalidInput`` unless the outcome exists and 1 to ``MOST_SERVED`` services were served."""
    wrong = {}
    if outcome not in OUTCOMES:
        wrong["outcome"] = N_("This outcome does not exist.")
    if not 1 <= served <= MOST_SERVED:
        wrong["served"] = N_("Please enter a number from 1 to 99.")
    if wrong:
        raise InvalidInput(wrong)


def check_kept(reason: str) -> None:
    if reason not in KEEP_REASONS:
        raise InvalidInput({"reason": N_("Please choose one of the options.")})


def check_escorted(in_person: bool, fetched: bool, code: str = "") -> None:
    """A visitor who can neither see nor hear the board counts as called only after somebody went to them."""
    if in_person and not fetched:
        raise EscortFirst(code=code)


def check_undo(verb: str, state: str, acted_at: datetime, now: datetime, seconds: int) -> None:
    """An action can be undone for ``seconds``, as long as its ticket (or its counter) has not changed state since."""
    if UNDOABLE.get(verb) != state or now > acted_at + timedelta(seconds=seconds):
        raise CannotUndo
