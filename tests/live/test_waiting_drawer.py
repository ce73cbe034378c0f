"""Waiting screens are drawn one by one: others work after each, and less urgent ones rest."""

from math import inf

import pytest

from deskq.live import waiting_drawer
from deskq.live.screen_types import Screen, Urgency
from deskq.live.waiting_drawer import WaitingDrawer
from deskq.live.waiting_screens import BUSY_REST, IDLE, WaitingScreens

PHONES = [Screen("ticket", 1, number, "fa") for number in range(3)]
COUNTERS = [Screen("counter", 1, number, "fa") for number in range(3)]
DRAWING, WORKING = 0.1, 0.5  # seconds


class Hall:
    """Stands for the broadcaster, the clock and the event loop: drawing takes time, and so do ``others``."""

    def __init__(self, others: float) -> None:
        self.now, self.others = 100.0, others
        self.happened: list[object] = []
        self.waiting = WaitingScreens(self.clock)
        self.drawer = WaitingDrawer(self.waiting, self)  # type: ignore[arg-type]

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds == 0
        self.happened.append("others")
        self.now += self.others

    def is_watched(self, screen: Screen) -> bool:
        return True

    def send_one(self, screen: Screen) -> bool:
        self.happened.append(screen)
        self.now += DRAWING
        return True

    def disconnect_slow(self) -> None:
        self.happened.append("slow ones go")

    def draw(self) -> list[object]:
        self.happened = []
        self.drawer.draw(until=inf, interrupted=lambda: False)
        return self.happened


@pytest.fixture
def hall(monkeypatch):
    def made(others: float) -> Hall:
        found = Hall(others)
        monkeypatch.setattr(waiting_drawer, "monotonic", found.clock)
        monkeypatch.setattr(waiting_drawer.socketio, "sleep", found.sleep)
        return found

    return made


def test_others_work_after_each_screen_and_nothing_is_done_when_nothing_waits(hall):
    busy = hall(WORKING)
    assert busy.draw() == []
    busy.waiting.add(COUNTERS, Urgency.SECOND)

    assert busy.draw() == [
        COUNTERS[0], "others", COUNTERS[1], "others", COUNTERS[2], "others", "slow ones go"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("others", "rest"), [(WORKING, BUSY_REST * DRAWING), (IDLE / 2, DRAWING)], ids=["others had work", "nobody had"]
)
def test_after_each_phone_the_other_phones_rest(hall, others, rest):
    found = hall(others)
    found.waiting.add(PHONES, Urgency.LAST)

    for phone in PHONES:
        assert found.draw() == [phone, "others", "slow ones go"]
        if phone != PHONES[-1]:
            assert found.waiting.wait == pytest.approx(rest)
        assert found.draw() == []
        found.now += rest
