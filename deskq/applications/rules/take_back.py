"""Taking back the last step of an application that was pressed by mistake: which step, by whom, and until when."""

from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar

from deskq.applications.rules import visibility
from deskq.core.errors import N_, DomainError
from deskq.messages.rules.visibility import Viewer

TAKE_BACK = "take_back"
#: What ends a stage or the application, or decides an objection, and has no verb that leads back.
OF_STAGE = ("complete", "skip")
OF_DECISION = ("uphold", "dismiss")
CAN_BE_TAKEN_BACK = (*OF_STAGE, "refuse", "withdraw", *OF_DECISION)
#: Until the end of the working day so many after the day of the step.
DAYS = 1
#: Steps that leave the application and its stages as they are: they do not count as something done since.
BESIDE = ("receive", "scan", "unscan", "send_files", "return_files", "ask_call", "called", "refer")


class TooLateToTakeBack(DomainError):
    slug = "too-late-to-take-back"
    title = N_("A step can be taken back until the end of the next working day. That time is over.")


class DoneSince(DomainError):
    slug = "done-since-step"
    title = N_(
        "Something else has been done in the meantime: this is no longer the last step, and cannot be taken back any "
        "more."
    )


class Step(Protocol):
    """``changes``: what it changed, of a step that can be taken back; ``takes_back_id``: the step that it took back."""

    @property
    def id(self) -> int: ...
    @property
    def verb(self) -> str: ...
    @property
    def changes(self) -> str | None: ...
    @property
    def takes_back_id(self) -> int | None: ...


S = TypeVar("S", bound=Step)


def standing(steps: Sequence[S]) -> list[S]:
    """The steps that stand: without those that were taken back, and without their taking back."""
    taken = {one.takes_back_id for one in steps}
    return [one for one in steps if one.id not in taken and one.verb != TAKE_BACK]


def last_step(steps: Sequence[S]) -> S | None:
    """The last step, if it is one that can be taken back."""
    last = next((one for one in reversed(standing(steps)) if one.verb not in BESIDE), None)
    return last if last is not None and last.verb in CAN_BE_TAKEN_BACK and last.changes else None


def may(viewer: Viewer, verb: str, unit_id: int | None, at_desk: bool, present_units: Collection[int]) -> bool:
    """Whether they may do this verb, and so take it back. ``unit_id`` and ``at_desk``: of its stage."""
    if verb in OF_DECISION:
        return visibility.decides_objections(viewer)
    if verb in OF_STAGE:
        return unit_id is not None and visibility.may_do(viewer, unit_id, at_desk)
    return visibility.may_decide(viewer, present_units)
