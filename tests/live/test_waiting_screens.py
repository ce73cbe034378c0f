"""Screens that wait: each at most twice a second, hall pages before phones, the oldest wish first."""

import pytest

from deskq.live.screen_types import Screen, Urgency
from deskq.live.waiting_screens import PAUSE, WaitingScreens

HALL, KIOSK = Screen("panel", 1, 0, "fa"), Screen("kiosk", 1, 0, "fa")
PHONES = [Screen("ticket", 1, number, "fa") for number in range(3)]


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def waiting(seconds) -> WaitingScreens:
    return WaitingScreens(seconds)


def drawn(waiting: WaitingScreens) -> list[Screen]:
    """Draw all that are due."""
    done = []
    while (screen := waiting.next()) is not None:
        waiting.drawn(screen)
        done.append(screen)
    return done


def test_screens_after_the_cues_come_before_phones_each_in_the_order_of_their_wishes(waiting):
    waiting.add(PHONES, Urgency.LAST)
    waiting.add([KIOSK, HALL], Urgency.AFTER_CUES)

    assert drawn(waiting) == [KIOSK, HALL, *PHONES]
    assert waiting.wait is None


def test_a_screen_that_is_wished_twice_is_drawn_once(waiting):
    waiting.add(PHONES, Urgency.LAST)
    waiting.add(PHONES[:1], Urgency.AFTER_CUES)
    waiting.add(PHONES[1:], Urgency.LAST)

    assert drawn(waiting) == PHONES


def test_a_screen_is_drawn_at_most_twice_a_second(waiting, seconds):
    waiting.add([HALL], Urgency.AFTER_CUES)
    drawn(waiting)
    seconds.now += PAUSE / 5
    waiting.add([HALL], Urgency.AFTER_CUES)

    assert drawn(waiting) == []
    assert waiting.wait == pytest.approx(PAUSE * 4 / 5)
    assert waiting.next(even_early=True) == HALL
    seconds.now += PAUSE
    assert waiting.wait == 0
    assert drawn(waiting) == [HALL]


def test_phones_that_wait_longest_come_before_those_that_wish_again(waiting, seconds):
    waiting.add(PHONES, Urgency.LAST)
    waiting.drawn(PHONES[0])
    seconds.now += PAUSE
    waiting.add(PHONES, Urgency.LAST)

    assert drawn(waiting) == [*PHONES[1:], PHONES[0]]


def test_a_screen_that_was_sent_urgently_need_not_be_drawn_again(waiting):
    waiting.add(PHONES, Urgency.LAST)
    waiting.drawn(PHONES[1])

    assert drawn(waiting) == [PHONES[0], PHONES[2]]
