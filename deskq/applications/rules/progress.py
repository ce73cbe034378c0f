"""The machine of an application: its state and the state of each stage, and what every verb makes of them.

An application is a value. ``apply`` returns the next one or refuses; the service stores what it returns, and the same
function rebuilds an application from its journal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from deskq.core.errors import N_, DomainError
from deskq.core.text.names import Name

#: Why the clock stands (R11), and the state of the application while nothing else can be done.
PAUSES = {"documents": "incomplete", "payment": "payment", "applicant": "applicant", "outside": "outside"}
PAUSED_STATES = tuple(PAUSES.values())
LIVE = ("open", *PAUSED_STATES, "objected")
#: Ended without a result.
NO_RESULT = ("refused", "withdrawn")
STATES = (*LIVE, "finished", *NO_RESULT)
STAGE_STATES = ("to_come", "here", *PAUSES, "done", "skipped")
#: States of a stage in which it is the present one, and in which it is behind.
PRESENT, OVER = ("here", *PAUSES), ("done", "skipped")
STAGE_VERBS = ("complete", "skip", *(f"wait_{name}" for name in PAUSES), "resume")
#: {verb of a stage: its state after it}
AFTER = {"complete": "done", "skip": "skipped", "resume": "here"} | {f"wait_{name}": name for name in PAUSES}
VERBS = (*STAGE_VERBS, "extend", "refuse", "withdraw", "object", "uphold", "dismiss")
STATE_NAMES = {
    "open": Name("در دست اقدام", "In progress"),
    "incomplete": Name("نقص مدارک", "Documents missing"),
    "payment": Name("در انتظار پرداخت", "Awaiting payment"),
    "applicant": Name("در انتظار متقاضی", "Waiting for the applicant"),
    "outside": Name("در انتظار سازمان دیگر", "Waiting for an outside body"),
    "objected": Name("در حال رسیدگی به اعتراض", "Objection under review"),
    "finished": Name("پایان یافت", "Finished"),
    "refused": Name("رد شد", "Refused"),
    "withdrawn": Name("انصراف", "Withdrawn"),
}
STAGE_STATE_NAMES = {
    "to_come": Name("در پیش", "To come"),
    "here": Name("در دست انجام", "In progress"),
    "documents": Name("نقص مدارک", "Documents missing"),
    "payment": Name("در انتظار پرداخت", "Awaiting payment"),
    "applicant": Name("در انتظار متقاضی", "Waiting for the applicant"),
    "outside": Name("در انتظار سازمان دیگر", "Waiting for an outside body"),
    "done": Name("انجام شد", "Done"),
    "skipped": Name("لازم نبود", "Not needed"),
}


class NotPossible(DomainError):
    slug = "application-cannot-move"
    title = N_("This is not possible while the application is “%(state)s”.")


class StageDone(DomainError):
    slug = "stage-done-already"
    title = N_("This stage is done already. Perhaps a colleague has just done it; please look at the current page.")


class StageToCome(DomainError):
    slug = "stage-not-begun"
    title = N_("This stage has not begun yet: stages before it are still open.")


class StageWaits(DomainError):
    slug = "stage-waits-already"
    title = N_("This stage is waiting already. Resume it first.")


class StageRuns(DomainError):
    slug = "stage-runs-already"
    title = N_("This stage is not waiting for anybody.")


class NotOptional(DomainError):
    slug = "stage-not-optional"
    title = N_("This stage cannot be left out.")


class UnknownStage(DomainError):
    slug, status = "unknown-stage", 404
    title = N_("This application has no such stage.")


class ObjectedOnce(DomainError):
    slug = "objected-once"
    title = N_("An objection to this refusal was decided already.")


class Node(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def after(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def optional(self) -> bool: ...


class DatedNode(Node, Protocol):
    """``days``: working days."""

    @property
    def days(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """``stages``: {code: state}. ``objected``: an objection was decided."""

    state: str
    stages: Mapping[str, str]
    objected: bool = False

    @property
    def present(self) -> tuple[str, ...]:
        return tuple(code for code, state in self.stages.items() if state in PRESENT)

    @property
    def paused(self) -> bool:
        """Whether the clock stands: everything there is to do waits for somebody else (R11)."""
        return self.state in PAUSED_STATES


def begin(nodes: Sequence[Node], missing: bool = False) -> Progress:
    """A new application; ``missing`` where a required document was not handed in."""
    stages = dict.fromkeys((one.code for one in nodes), "to_come")
    begun = _settled(nodes, Progress("open", stages))
    if not missing:
        return begun
    return _settled(nodes, replace(begun, stages={**begun.stages, nodes[0].code: "documents"}))


def taken_over(nodes: Sequence[Node], stages: Mapping[str, str], objected: bool = False) -> Progress:
    """An application of another software, whose stages are in these states in whatever order they came; stages that are
    not named are to come. What the graph lets begin after them begins."""
    known = {**dict.fromkeys((one.code for one in nodes), "to_come"), **stages}
    return _settled(nodes, Progress("open", known, objected))


def opened_elsewhere(nodes: Sequence[DatedNode]) -> Progress:
    """A new application of another software. Its first stage is done where that is the opening itself."""
    first = nodes[0]
    is_opening = not first.days and first.kind == "work" and len(nodes) > 1
    return taken_over(nodes, {first.code: "done"} if is_opening else {})


def reported(nodes: Sequence[Node], now: Progress, verb: str, stage: str = "") -> Progress:
    """The application after an action that may be of another software, in whatever order: what ``apply`` refuses has
    happened all the same. One that has ended stays so."""
    try:
        return apply(nodes, now, verb, stage)
    except DomainError:
        if verb not in AFTER or stage not in now.stages:
            return now
    stages = {**now.stages, stage: AFTER[verb]}
    if now.state not in ("open", *PAUSED_STATES):
        return replace(now, stages=stages)
    return taken_over(nodes, stages, now.objected)


def apply(nodes: Sequence[Node], now: Progress, verb: str, stage: str = "") -> Progress:
    """The application after this verb; a ``DomainError`` says why it cannot be."""
    if verb in STAGE_VERBS:
        return _settled(nodes, _with_stage(nodes, now, verb, stage))
    return _moved(nodes, now, verb)


def _with_stage(nodes: Sequence[Node], now: Progress, verb: str, code: str) -> Progress:
    if now.state not in ("open", *PAUSED_STATES):
        raise NotPossible(state=STATE_NAMES[now.state])
    if code not in now.stages:
        raise UnknownStage
    state = now.stages[code]
    if state in OVER:
        raise StageDone
    if state == "to_come":
        raise StageToCome
    return replace(now, stages={**now.stages, code: _next(nodes, state, verb, code)})


def _next(nodes: Sequence[Node], state: str, verb: str, code: str) -> str:
    node = next(one for one in nodes if one.code == code)
    if verb == "complete":
        if state in ("documents", "payment"):
            raise StageWaits
        return "done"
    if verb == "skip":
        if not node.optional:
            raise NotOptional
        return "skipped"
    if verb == "resume":
        if state == "here":
            raise StageRuns
        return "here"
    if state != "here":
        raise StageWaits
    return verb.removeprefix("wait_")


#: {(state, verb): state} of verbs about the whole application.
MOVES = {
    **{(state, "extend"): state for state in ("open", "objected")},
    **{(state, verb): end for state in ("open", *PAUSED_STATES)
       for verb, end in (("refuse", "refused"), ("withdraw", "withdrawn"))},
    ("objected", "withdraw"): "withdrawn",
    ("refused", "object"): "objected",
    ("objected", "uphold"): "open",
    ("objected", "dismiss"): "refused",
}  # fmt: skip


def _moved(nodes: Sequence[Node], now: Progress, verb: str) -> Progress:
    if (now.state, verb) not in MOVES:
        raise NotPossible(state=STATE_NAMES[now.state])
    if verb == "object" and now.objected:
        raise ObjectedOnce
    moved = replace(now, state=MOVES[now.state, verb], objected=now.objected or verb in ("uphold", "dismiss"))
    return _settled(nodes, moved) if verb == "uphold" else moved


def _settled(nodes: Sequence[Node], now: Progress) -> Progress:
    """Stages whose turn has come begin; the state follows from the present ones."""
    stages = dict(now.stages)
    for one in nodes:
        if stages[one.code] == "to_come" and all(stages[code] in OVER for code in one.after):
            stages[one.code] = "here" if one.kind == "work" else one.kind
    if stages[nodes[-1].code] in OVER:
        return replace(now, stages=stages, state="finished")
    waits = [state for state in stages.values() if state in PRESENT]
    state = "open" if "here" in waits else next(PAUSES[name] for name in PAUSES if name in waits)
    return replace(now, stages=stages, state=state)


def check_live(state: str) -> None:
    """Raises ``NotPossible`` for an application that has ended."""
    if state not in LIVE:
        raise NotPossible(state=STATE_NAMES[state])


def may(nodes: Sequence[Node], now: Progress, verb: str, stage: str = "") -> bool:
    """Whether the verb is possible now."""
    try:
        apply(nodes, now, verb, stage)
    except DomainError:
        return False
    return True
