"""What rows of a table make of one application: its state as a whole, and the rows of its history that are new."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

from deskq.applications.rules import progress
from deskq.applications.rules.progress import AFTER, OVER, PAUSES
from deskq.applications.rules.progress import DatedNode as Node

ENDS = {"finished": "complete", "refused": "refuse", "withdrawn": "withdraw"}

ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StageTimes:
    """A stage as it is now; ``since``: since when it waits."""

    state: str = "to_come"
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the history. ``due``: a promise that it made; ``here``: done at the desk or by the applicant, and not by
    a table or a machine; ``stands``: it was not taken back."""

    verb: str
    stage: str
    at: datetime
    words: str = ""
    note: str = ""
    due: datetime | None = None
    here: bool = False
    stands: bool = True

    @property
    def same(self) -> tuple[str, str, datetime]:
        """What makes it the same as another."""
        return self.verb, self.stage, self.at


@dataclass(frozen=True, slots=True)
class State:
    """An application as a value: its times, and its stages by code. ``due_at`` None: nobody was promised a date."""

    opened_at: datetime
    due_at: datetime | None
    stages: Mapping[str, StageTimes]
    state: str = "open"
    ended_at: datetime | None = None
    objected: bool = False
    steps: tuple[Step, ...] = field(default=(), repr=False)


def with_changes(nodes: Sequence[Node], now: State, changes: Iterable[Step]) -> State:
    """The application after these stage changes; those that it has already add nothing. ``steps`` of the result are
    the new ones alone."""
    known = Counter(step.same for step in now.steps)
    new: list[Step] = []
    for step in sorted(changes, key=lambda one: one.at):
        if known[step.same]:
            known[step.same] -= 1
        else:
            new.append(step)
    if not new:
        return replace(now, steps=())
    return replace(_folded(nodes, now, new), steps=tuple(new))


def _folded(nodes: Sequence[Node], now: State, new: list[Step]) -> State:
    """The last change of each stage says how it is, whether it came with this table or was there."""
    changed = {step.stage for step in new}
    stages = dict(now.stages)
    for step in sorted((*now.steps, *new), key=lambda one: one.at):
        if step.stage in changed and step.verb in AFTER and step.stands:
            stages[step.stage] = _after(stages[step.stage], step)
    return _settled(nodes, replace(now, stages=stages))


def _after(before: StageTimes, step: Step) -> StageTimes:
    state = AFTER[step.verb]
    begun = before.begun_at or step.at
    if state in OVER:
        return StageTimes(state, min(begun, step.at), step.at)
    return StageTimes(state, begun, None, step.at if state in PAUSES else None)


def _settled(nodes: Sequence[Node], now: State) -> State:
    """Stages that may begin have begun; the state of the application follows, unless it had ended otherwise."""
    found = progress.taken_over(nodes, {code: one.state for code, one in now.stages.items()}, now.objected)
    stages = dict(now.stages)
    for node in nodes:
        if found.stages[node.code] != stages[node.code].state:
            begun = max((stages[code].ended_at or now.opened_at for code in node.after), default=now.opened_at)
            state = found.stages[node.code]
            stages[node.code] = StageTimes(state, begun, None, begun if state in PAUSES else None)
    now = replace(now, stages=stages)
    if now.state in ("refused", "withdrawn", "objected", "finished"):
        return now
    if found.state == "finished":
        return _finished(nodes, now, stages[nodes[-1].code].ended_at or now.opened_at)
    return replace(now, state=found.state)


def _finished(nodes: Sequence[Node], now: State, at: datetime) -> State:
    """Its last stage is done; what nobody reported as done was not needed."""
    stages = {
        code: one if one.state in OVER else StageTimes("skipped", one.begun_at, at) for code, one in now.stages.items()
    }
    last = nodes[-1].code
    if now.stages[last].state != "done":
        stages[last] = StageTimes("done", now.stages[last].begun_at or at, at)
    return replace(now, stages=stages, state="finished", ended_at=at)


def with_times(
    nodes: Sequence[Node],
    now: State,
    opened_at: datetime,
    due_at: datetime | None,
    ended_at: datetime | None,
    outcome: str,
    made: datetime,
) -> State:
    """The application with these times; None and an empty outcome say nothing, nor does what the table said before
    something was done at the desk. A new promise is a step made at ``made``."""
    steps: list[Step] = []
    found = replace(now, opened_at=opened_at, steps=())
    if due_at is not None and _is_new_promise(now, due_at):
        steps.append(Step("extend", "", made, due=due_at))
        found = replace(found, due_at=due_at)
    outcome = outcome or ("finished" if ended_at is not None else "")
    at = ended_at or made
    end = Step(ENDS[outcome], nodes[-1].code if outcome == "finished" else "", at) if outcome else None
    if end is not None and _is_new_end(now, outcome, ended_at, end):
        steps.append(end)
        found = _finished(nodes, found, at) if outcome == "finished" else replace(found, state=outcome, ended_at=at)
    return replace(found, steps=tuple(steps))


def _is_new_promise(now: State, due_at: datetime) -> bool:
    """False for a date that was promised before, if the desk has promised another one since."""
    promises = [step for step in now.steps if step.due is not None]
    if promises and promises[-1].here:
        return due_at not in {step.due for step in promises}
    return due_at != now.due_at


def _is_new_end(now: State, outcome: str, ended_at: datetime | None, end: Step) -> bool:
    """False if the history has this end already, even when an objection has reopened the application since. An end for
    which the table gives no time counts as any earlier end of the same kind."""
    if (outcome, ended_at or now.ended_at) == (now.state, now.ended_at):
        return False
    ends = [step for step in now.steps if (step.verb, step.stage) == (end.verb, end.stage)]
    return not any(ended_at is None or step.at == ended_at for step in ends)


def begun(nodes: tuple[Node, ...], opened_at: datetime, due_at: datetime | None) -> State:
    """An application that was opened then and of which nothing else is known. Its first stage is done where it is the
    opening itself."""
    pattern = _opening(nodes)
    stages = {
        code: StageTimes(one.state, one.begun_at and opened_at, one.ended_at and opened_at, one.since and opened_at)
        if one.begun_at
        else one
        for code, one in pattern.stages.items()
    }
    return replace(pattern, opened_at=opened_at, due_at=due_at, stages=stages)


@lru_cache(64)
def _opening(nodes: tuple[Node, ...]) -> State:
    """``begun`` at a moment that stands for any."""
    at, found = ANY_MOMENT, progress.opened_elsewhere(nodes)
    stages = {
        code: StageTimes(state, at, at) if state in OVER
        else StageTimes() if state == "to_come"
        else StageTimes(state, at, None, at if state in PAUSES else None)
        for code, state in found.stages.items()
    }  # fmt: skip
    return State(at, None, stages, found.state)
