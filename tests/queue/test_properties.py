"""What the rule of whose turn it is promises, for every line there could be."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from deskq.queue.rules import priority
from deskq.queue.rules.priority import CounterQueue, NobodyWaiting

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
STEADY = settings(derandomize=True, database=None, deadline=None, max_examples=150)
SERVICES, COUNTERS = (1, 2, 3, 4), (1, 2, 3)


@dataclass(frozen=True)
class Visitor:
    id: int
    service_id: int
    arrived_at: datetime
    weight: float
    counter: int | None

    @property
    def directed(self) -> bool:
        return self.counter is not None


@st.composite
def waiting(draw, counters=(1,), most=10):
    """People in line: ids in order of arrival, several of them in the same second, some sent to one counter."""
    seconds = sorted(draw(st.lists(st.integers(0, 90), max_size=most)), reverse=True)
    return [
        Visitor(
            id=number,
            service_id=draw(st.sampled_from(SERVICES)),
            arrived_at=NOW - timedelta(seconds=60 * ago),
            weight=draw(st.sampled_from((1.0, 1.0, 2.0, 3.0))),
            counter=draw(st.sampled_from((None, None, None, *counters))),
        )
        for number, ago in enumerate(seconds, 1)
    ]


@st.composite
def lines(draw):
    ranks = draw(st.dictionaries(st.sampled_from(SERVICES), st.integers(1, 3)))
    return CounterQueue(ranks, timedelta(minutes=draw(st.integers(0, 60))), NOW)


def choose(line, people):
    try:
        return priority.choose_next(people, line)
    except NobodyWaiting:
        return None


def calls(line, people):
    """Slowly: who is called, one after another, until nobody is left for this counter."""
    left = list(people)
    while (called := choose(line, left)) is not None:
        left.remove(called)
        yield called


@STEADY
@given(waiting(), lines())
def test_nobody_past_the_bound_is_overtaken_by_one_who_came_later(people, line):
    called = choose(line, people)

    for other in people:
        if line.serves(other) and NOW - other.arrived_at >= line.max_wait:
            assert called.arrived_at <= other.arrived_at


@STEADY
@given(waiting(most=14), lines())
def test_with_time_passing_nobody_who_reached_the_bound_is_overtaken(people, line):
    """Calls a few minutes apart: whoever is past the bound at a call is called before all who came later."""
    left, now = list(people), NOW
    while (called := choose(CounterQueue(line.ranks, line.max_wait, now), left)) is not None:
        left.remove(called)
        late = [other for other in left if line.serves(other) and now - other.arrived_at >= line.max_wait]
        assert all(called.arrived_at <= other.arrived_at for other in late)
        now += timedelta(minutes=3)


@STEADY
@given(waiting(), lines())
def test_within_a_class_the_order_is_arrival(people, line):
    seen = {}
    for visitor in priority.order(people, line):
        same = (line.rank(visitor), visitor.weight)
        assert seen.get(same, 0) < visitor.id
        seen[same] = visitor.id


@STEADY
@given(waiting(), lines())
def test_nobody_with_a_lower_claim_and_no_better_rank_is_called_first(people, line):
    called = choose(line, people)

    for other in people:
        if line.serves(other) and not priority.overdue(called, line.max_wait, NOW):
            better = (line.rank(called), -priority.priority_score(called, NOW)) <= (
                line.rank(other),
                -priority.priority_score(other, NOW),
            )
            assert better


@STEADY
@given(waiting(), lines())
def test_everyone_the_counter_serves_is_called_once_and_nobody_else(people, line):
    called = list(calls(line, people))

    assert sorted(visitor.id for visitor in called) == [visitor.id for visitor in people if line.serves(visitor)]
    assert called == priority.order(people, line)


@STEADY
@given(waiting(), lines())
def test_the_first_of_each_service_and_class_are_enough_to_choose_from(people, line):
    heads = {}
    for visitor in people:
        if not visitor.directed:
            heads.setdefault((visitor.service_id, visitor.weight), visitor)
    directed = [visitor for visitor in people if visitor.directed]

    assert choose(line, [*heads.values(), *directed]) == choose(line, people)


@STEADY
@given(waiting(COUNTERS, most=8), st.dictionaries(st.sampled_from(COUNTERS), lines()))
def test_people_ahead_are_those_whom_some_counter_would_call_before_you(people, lines):
    def sees(visitor):
        if visitor.counter is not None:
            return {visitor.counter}
        return {counter for counter, line in lines.items() if visitor.service_id in line.ranks}

    expected = {visitor.id: set() for visitor in people}
    for counter, line in lines.items():
        called = []
        for visitor in calls(line, [person for person in people if counter in sees(person)]):
            expected[visitor.id] |= set(called)
            called.append(visitor.id)

    assert priority.count_ahead(people, sees, lines) == {ticket: len(before) for ticket, before in expected.items()}


@STEADY
@given(waiting(), lines(), st.integers(1, 7200))
def test_a_claim_is_never_negative_even_for_one_who_arrives_in_the_future(people, line, seconds):
    for visitor in people:
        assert priority.priority_score(visitor, visitor.arrived_at - timedelta(seconds=seconds)) == 0.0
