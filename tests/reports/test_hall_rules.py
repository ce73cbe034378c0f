"""What needs a supervisor's attention: rules over plain objects."""

from dataclasses import dataclass, field

from deskq.reports.rules import Trouble, troubles

MAX_WAIT = 30 * 60
LEVY, PERMIT, INQUIRY = 1, 2, 3


@dataclass
class Queue:
    id: int
    count: int
    longest: int


@dataclass
class Desk:
    """``serves`` is its list; ``skills``: what its clerk may do, anything if empty."""

    number: int
    serves: set[int]
    status: str = "open"
    free: bool = False
    skills: set[int] = field(default_factory=set)


def found(queues: list[Queue], desks: list[Desk]) -> list[Trouble]:
    by_number = {desk.number: desk for desk in desks}

    def able(number: int, service: int) -> bool:
        return not by_number[number].skills or service in by_number[number].skills

    return troubles(
        queues,
        desks,
        MAX_WAIT,
        lambda number, service: service in by_number[number].serves and able(number, service),
        lambda number, service: service not in by_number[number].serves and able(number, service),
    )


def test_a_calm_hall_has_no_trouble():
    assert found([Queue(LEVY, 2, 60)], [Desk(1, {LEVY})]) == []
    assert found([Queue(LEVY, 1, MAX_WAIT - 1)], [Desk(1, {LEVY})]) == []
    assert found([], []) == []


def test_the_longest_wait_comes_first_and_names_the_counters_by_what_they_could_do():
    desks = [
        Desk(1, {LEVY}, free=True),
        Desk(2, {PERMIT}, free=True),
        Desk(3, {LEVY}),
        Desk(4, {LEVY}, status="closed"),
        Desk(5, {PERMIT}, free=True, skills={PERMIT}),
    ]

    (trouble,) = found([Queue(LEVY, 1, MAX_WAIT)], desks)

    assert trouble == Trouble("longest", LEVY, ready=(1,), able=(2,), busy=(3,), shut=(4,))


def test_a_crowd_is_trouble_while_a_counter_is_idle():
    crowd = [Queue(LEVY, 3, 60)]

    assert [trouble.kind for trouble in found(crowd, [Desk(1, {LEVY}), Desk(2, {PERMIT}, free=True)])] == ["idle"]
    assert found(crowd, [Desk(1, {LEVY}), Desk(2, {PERMIT})]) == []
    assert found([Queue(LEVY, 2, 60)], [Desk(1, {LEVY}), Desk(2, {PERMIT}, free=True)]) == []


def test_one_person_is_enough_when_nobody_serves_them():
    (trouble,) = found([Queue(LEVY, 1, 60)], [Desk(1, {LEVY}, status="closed"), Desk(2, {PERMIT})])

    assert (trouble.kind, trouble.shut) == ("unserved", (1,))


def test_another_late_queue_is_trouble_only_when_a_counter_is_idle():
    queues = [Queue(LEVY, 1, 2 * MAX_WAIT), Queue(PERMIT, 1, MAX_WAIT)]

    idle = found(queues, [Desk(1, {LEVY, PERMIT}), Desk(2, {PERMIT}, free=True)])
    busy = found(queues, [Desk(1, {LEVY, PERMIT}), Desk(2, {PERMIT})])

    assert [(trouble.kind, trouble.service) for trouble in idle] == [("longest", LEVY), ("late", PERMIT)]
    assert [trouble.service for trouble in busy] == [LEVY]


def test_three_troubles_are_enough():
    assert len(found([Queue(service, service, 60) for service in (LEVY, PERMIT, INQUIRY, 4)], [])) == 3
