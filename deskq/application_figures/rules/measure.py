"""What the history of one application says: each stage that ended and each answer, with working days by whose hands.

Days are working days of the office: a stage that begins and ends on one working day took none, and parts of a way add
up to the whole. While any stage can be worked on, an application is in the town's hands; else it waits for the
applicant (documents, payment, something they do) or for an outside body. An objection is the town's work, but no
stage's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from deskq.applications.rules import progress
from deskq.applications.rules.progress import Node, Progress

TOWN, APPLICANT, OUTSIDE = HANDS = ("town", "applicant", "outside")
#: {state of a stage: in whose hands it is}
HAND_OF_STAGE = {"here": TOWN, "documents": APPLICANT, "payment": APPLICANT, "applicant": APPLICANT, "outside": OUTSIDE}
#: {state of an application: in whose hands it is}; of one that has ended in nobody's.
HAND = {
    "open": TOWN, "objected": TOWN, "incomplete": APPLICANT, "payment": APPLICANT, "applicant": APPLICANT,
    "outside": OUTSIDE,
}  # fmt: skip
#: States in which stages run; an answer is given from one of them.
RUNNING = ("open", *progress.PAUSED_STATES)
#: How a stage may end: done, skipped as not needed, or with the whole application.
DONE, SKIPPED = "done", "skipped"
#: (from, to) → working days.
CountDays = Callable[[datetime, datetime], int]
MACHINE_VERBS = frozenset(progress.VERBS)


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the history. ``due``: the promise it made; ``visit``: the local day on which somebody came for it."""

    at: datetime
    verb: str
    stage: str = ""
    due: datetime | None = None
    visit: date | None = None


@dataclass(slots=True)
class Hands:
    """Working days by whose hands."""

    town: int = 0
    applicant: int = 0
    outside: int = 0

    def add(self, hand: str, days: int) -> None:
        setattr(self, hand, getattr(self, hand) + days)

    def copy(self) -> "Hands":
        return Hands(self.town, self.applicant, self.outside)


@dataclass(frozen=True, slots=True)
class StageTime:
    """A stage that ended. ``how``: done, skipped, refused or withdrawn; ``came_from``: the stages done before it, those
    that were skipped passed over; ``step``: the place in the history of what ended it."""

    step: int
    code: str
    came_from: tuple[str, ...]
    ended_at: datetime
    how: str
    days: Hands


@dataclass(frozen=True, slots=True)
class Ending:
    """An answer, or the withdrawal. ``how``: finished, refused or withdrawn. A refusal that is objected to stays one;
    when the objection is upheld, a second ending follows. ``extensions``: dates moved by the town; ``visits``: days on
    which the applicant came."""

    step: int
    ended_at: datetime
    how: str
    in_first: bool
    in_latest: bool
    extensions: int
    visits: int
    days: Hands


@dataclass(slots=True)
class _Walk:
    nodes: Sequence[Node]
    now: Progress
    since: datetime
    first_due: datetime
    due: datetime
    days: CountDays
    whole: Hands = field(default_factory=Hands)
    of_stage: dict[str, Hands] = field(default_factory=dict)
    visits: set[date] = field(default_factory=set)
    extensions: int = 0
    stages: list[StageTime] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)

    def go(self, number: int, step: Step) -> None:
        if step.visit is not None:
            self.visits.add(step.visit)
        if step.verb not in MACHINE_VERBS:
            return
        self.count_until(step.at)
        self.extensions += step.verb == "extend"
        before, self.now = self.now, progress.apply(self.nodes, self.now, step.verb, step.stage)
        ended = before.state in RUNNING and self.now.state not in progress.LIVE
        for code, state in before.stages.items():
            after = self.now.stages[code]
            if state in progress.PRESENT and after in progress.OVER:
                self._end_stage(number, step.at, code, after)
            elif ended and self.now.state != "finished" and state in progress.PRESENT:
                self._end_stage(number, step.at, code, self.now.state)
        if ended:
            self._end(number, step.at)
        self.due = step.due or self.due

    def count_until(self, at: datetime) -> None:
        passed = self.days(self.since, at)
        self.since = at
        if not passed:
            return
        if self.now.state in HAND:
            self.whole.add(HAND[self.now.state], passed)
        if self.now.state in RUNNING:
            for code, state in self.now.stages.items():
                if state in HAND_OF_STAGE:
                    self.of_stage.setdefault(code, Hands()).add(HAND_OF_STAGE[state], passed)

    def _end_stage(self, number: int, at: datetime, code: str, how: str) -> None:
        days = self.of_stage.get(code, Hands()).copy()
        self.stages.append(StageTime(number, code, self._came_from(code), at, how, days))

    def _came_from(self, code: str) -> tuple[str, ...]:
        found: list[str] = []
        for before in next(one.after for one in self.nodes if one.code == code):
            found += self._came_from(before) if self.now.stages[before] == SKIPPED else (before,)
        return tuple(dict.fromkeys(found))

    def _end(self, number: int, at: datetime) -> None:
        kept = (at <= self.first_due, at <= self.due)
        self.endings.append(
            Ending(number, at, self.now.state, *kept, self.extensions, len(self.visits), self.whole.copy())
        )


def measure(
    nodes: Sequence[Node], missing: bool, steps: Iterable[Step], days: CountDays
) -> tuple[list[StageTime], list[Ending]]:
    """Walk through a history whose first step opened the application, with its first promise; ``missing``: documents
    were missing then. A ``DomainError`` where the history could not have happened."""
    walk = _walked(nodes, missing, list(steps), days)
    return walk.stages, walk.endings


def so_far(nodes: Sequence[Node], missing: bool, steps: Iterable[Step], days: CountDays, until: datetime) -> Hands:
    """Working days of an application by whose hands until now."""
    walk = _walked(nodes, missing, list(steps), days)
    walk.count_until(until)
    return walk.whole


def _walked(nodes: Sequence[Node], missing: bool, steps: Sequence[Step], days: CountDays) -> _Walk:
    opened = steps[0]
    assert opened.due is not None
    walk = _Walk(nodes, progress.begin(nodes, missing), opened.at, opened.due, opened.due, days)
    if opened.visit is not None:
        walk.visits.add(opened.visit)
    for number, step in enumerate(steps[1:], 1):
        walk.go(number, step)
    return walk
