"""What the history of one application says: each stage that ended and each answer, with working days by whose hands.

Days are working days of the office: a stage that begins and ends on one working day took none, and parts of a way add
up to the whole. While any stage can be worked on, an application is in the town's hands; else it waits for the
applicant (documents, payment, something they do) or for an outside body. An objection is the town's work, but no
stage's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from deskq.applications.rules import progress
from deskq.applications.rules.progress import DatedNode, Progress

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


@dataclass(frozen=True, slots=True)
class History:
    """The first of ``steps`` opened the application, with its first promise; ``missing``: documents were missing then.
    ``elsewhere``: it was opened in another software, which may have followed no order of the stages."""

    nodes: Sequence[DatedNode]
    steps: Sequence[Step]
    missing: bool = False
    elsewhere: bool = False


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
    """A stage that ended. ``how``: done, skipped, refused or withdrawn; ``came_from``: the stages done before it, in
    place of those that were not done the ones before them; ``step``: the place in the history of what ended it."""

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
    which the applicant came, None where another software knows them."""

    step: int
    ended_at: datetime
    how: str
    in_first: bool
    in_latest: bool
    extensions: int
    visits: int | None
    days: Hands


@dataclass(slots=True)
class _Walk:
    nodes: Sequence[DatedNode]
    now: Progress
    since: datetime
    first_due: datetime
    due: datetime
    days: CountDays
    elsewhere: bool
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
        passed = self.count_until(step.at)
        self.extensions += step.verb == "extend"
        before, self.now = self.now, progress.reported(self.nodes, self.now, step.verb, step.stage)
        ended = before.state in RUNNING and self.now.state not in progress.LIVE
        for code, state in before.stages.items():
            after = self.now.stages[code]
            if state in progress.PRESENT and after in progress.OVER:
                self._end_stage(number, step.at, code, after)
            elif ended and self.now.state != "finished" and state in progress.PRESENT:
                self._end_stage(number, step.at, code, self.now.state)
            elif state == "to_come" and code == step.stage and after in progress.OVER:
                self.of_stage[code] = Hands(town=passed)  # nobody reported when it began: since the action before
                self._end_stage(number, step.at, code, after)
        if ended:
            self._end(number, step.at)
        self.due = step.due or self.due

    def count_until(self, at: datetime) -> int:
        """Count the days until then; returns how many there were. After its end they are nobody's."""
        since, self.since = self.since, max(self.since, at)
        if at <= since or self.now.state not in HAND:  # another software may report what was before the opening
            return 0
        passed = self.days(since, at)
        self.whole.add(HAND[self.now.state], passed)
        if self.now.state in RUNNING:
            for code, state in self.now.stages.items():
                if state in HAND_OF_STAGE:
                    self.of_stage.setdefault(code, Hands()).add(HAND_OF_STAGE[state], passed)
        return passed

    def _end_stage(self, number: int, at: datetime, code: str, how: str) -> None:
        days = self.of_stage.get(code, Hands()).copy()
        self.stages.append(StageTime(number, code, self._came_from(code), at, how, days))

    def _came_from(self, code: str) -> tuple[str, ...]:
        found: list[str] = []
        for before in next(one.after for one in self.nodes if one.code == code):
            found += (before,) if self.now.stages[before] == DONE else self._came_from(before)
        return tuple(dict.fromkeys(found))

    def _end(self, number: int, at: datetime) -> None:
        kept = (at <= self.first_due, at <= self.due)
        visits = None if self.elsewhere else len(self.visits)
        self.endings.append(Ending(number, at, self.now.state, *kept, self.extensions, visits, self.whole.copy()))


def measure(history: History, days: CountDays) -> tuple[list[StageTime], list[Ending]]:
    """Walk through a history; ``days`` counts working days."""
    walk = _walked(history, days)
    return walk.stages, walk.endings


def so_far(history: History, days: CountDays, until: datetime) -> Hands:
    """Working days of an application by whose hands until now."""
    walk = _walked(history, days)
    walk.count_until(until)
    return walk.whole


def _walked(history: History, days: CountDays) -> _Walk:
    opened, *rest = history.steps
    assert opened.due is not None
    nodes = history.nodes
    begun = progress.opened_elsewhere(nodes) if history.elsewhere else progress.begin(nodes, history.missing)
    walk = _Walk(nodes, begun, opened.at, opened.due, opened.due, days, history.elsewhere)
    if opened.visit is not None:
        walk.visits.add(opened.visit)
    for number, step in _in_order(history, rest):
        walk.go(number, step)
    return walk


def _in_order(history: History, steps: Sequence[Step]) -> list[tuple[int, Step]]:
    """The steps with their numbers, by their time. Another software may have given several stages the same time: then
    they are taken in the order of the sheet."""
    places = {node.code: place for place, node in enumerate(history.nodes)} if history.elsewhere else {}
    return sorted(enumerate(steps, 1), key=lambda one: (one[1].at, places.get(one[1].stage, len(places))))
