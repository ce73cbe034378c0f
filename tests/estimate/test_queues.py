"""The fast chooser of the forecast agrees with the office's own rule."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskq.estimate.queues import NEVER, Queues, choose_next
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter, Visitor
from deskq.queue.rules import priority
from deskq.queue.rules.priority import CounterQueue, NobodyWaiting

NOW = 1_800_000_000
BOUND = 1800


@dataclass(frozen=True)
class WaitingTicket:
    """The same person as the rule sees them."""

    id: int
    service_id: int
    weight: float
    arrived_at: datetime
    directed: bool


people = st.lists(
    st.builds(
        Visitor,
        id=st.integers(1, 40),
        service=st.integers(1, 4),
        weight=st.sampled_from([1.0, 2.0, 3.0]),
        arrived=st.integers(0, 2400).map(lambda waited: float(NOW - waited)),
        counter=st.sampled_from([None, None, None, 1, 2]),
    ),
    max_size=12,
    unique_by=lambda person: person.id,
)
ranks = st.dictionaries(st.integers(1, 4), st.integers(1, 3), min_size=1)


@given(people, ranks)
def test_it_chooses_the_same_visitor_as_the_queue_rule(line, served):
    counter = OpenCounter(1, served, NOW)
    queues = Queues(OfficeSnapshot(NOW, BOUND, line, [counter]))
    every, groups, _ = queues.seen[0]
    arrived = choose_next([one[0] for one in queues.arrivals], every, groups, 0.0, BOUND) if every else NEVER
    chosen = None if arrived == NEVER else queues.people[queues.owner[arrived][1]].id

    assert chosen == chosen_by_rule(line, served)


def chosen_by_rule(line, served):
    seen = CounterQueue(served, timedelta(seconds=BOUND), moment(NOW))
    mine = [
        WaitingTicket(p.id, p.service, p.weight, moment(p.arrived), p.counter is not None)
        for p in line
        if p.counter in (None, 1)
    ]
    try:
        return priority.choose_next(mine, seen).id
    except NobodyWaiting:
        return None


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)
