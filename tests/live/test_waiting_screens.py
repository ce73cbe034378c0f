"""Screens that wait: own counters at once, others at most once a second, phones last, the oldest wish first."""

import pytest

from deskq.live.screen_types import Screen, Urgency
from deskq.live.waiting_screens import IDLE, PAUSE, WaitingScreens

HALL, KIOSK = Screen("panel", 1, 0, "fa"), Screen("kiosk", 1, 0, "fa")
PHONES = [Screen("ticket", 1, number, "fa") for number in range(3)]


class Seconds:
    now = 100.0


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def waiting(seconds) -> WaitingScreens:
    return WaitingScreens(lambda: seconds.now)


def drawn(waiting: WaitingScreens) -> list[Screen]:
    """Draw all that are due."""
    done = []
    while (found := waiting.next()) is not None:
        waiting.drawn(found[0])
        done.append(found[0])
    return done


def test_screens_after_the_cues_come_before_phones_each_in_the_order_of_their_wishes(waiting):
    waiting.add(PHONES, Urgency.LAST)
    waiting.add([KIOSK, HALL], Urgency.THIRD)

    assert drawn(waiting) == [KIOSK, HALL, *PHONES]
    assert waiting.wait is None


def test_a_screen_that_is_wished_twice_is_drawn_once_and_one_sent_urgently_not_again(waiting, seconds):
    waiting.add(PHONES, Urgency.LAST)
    waiting.add(PHONES[:1], Urgency.THIRD)
    waiting.add(PHONES[1:], Urgency.LAST)

    assert drawn(waiting) == PHONES
    seconds.now += PAUSE
    waiting.add(PHONES, Urgency.LAST)
    waiting.drawn(PHONES[1])
    assert drawn(waiting) == [PHONES[0], PHONES[2]]


def test_a_screen_is_drawn_at_most_once_a_second(waiting, seconds):
    waiting.add([HALL], Urgency.THIRD)
    drawn(waiting)
    seconds.now += PAUSE / 5
    waiting.add([HALL], Urgency.THIRD)

    assert drawn(waiting) == []
    assert waiting.wait == pytest.approx(PAUSE * 4 / 5)
    seconds.now += PAUSE
    assert waiting.wait == 0
    assert drawn(waiting) == [HALL]


def test_a_counter_is_drawn_at_once_after_its_own_action_however_recently_it_was_drawn(waiting):
    counter = Screen("counter", 1, 7, "fa")
    waiting.add([KIOSK], Urgency.THIRD)
    waiting.drawn(counter)
    waiting.add([counter], Urgency.SECOND)

    assert waiting.wait == 0
    assert drawn(waiting) == [counter, KIOSK]


def test_after_a_less_urgent_screen_the_others_rest_but_not_the_counter_of_an_action(waiting, seconds):
    counter = Screen("counter", 1, 7, "fa")
    waiting.add([KIOSK, HALL], Urgency.THIRD)
    waiting.add(PHONES[:1], Urgency.LAST)
    waiting.drawn(KIOSK)
    waiting.rest(0.1, others=IDLE / 2)
    assert waiting.wait == pytest.approx(0.1)

    waiting.rest(0.1, others=2 * IDLE)

    assert waiting.next() is None
    assert waiting.wait == pytest.approx(0.3)
    waiting.add([counter], Urgency.SECOND)
    assert drawn(waiting) == [counter]
    seconds.now += 0.3
    assert drawn(waiting) == [HALL, PHONES[0]]


def test_phones_that_wait_longest_come_before_those_that_wish_again(waiting, seconds):
    waiting.add(PHONES, Urgency.LAST)
    waiting.drawn(PHONES[0])
    seconds.now += PAUSE
    waiting.add(PHONES, Urgency.LAST)

    assert drawn(waiting) == [*PHONES[1:], PHONES[0]]
