"""A server killed while printing: nothing is printed twice, and nothing promised is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from threading import Event

import pytest
from PIL import Image

from tests.load.bench_paper import TimedPrinter, filled_image, kiosk
from tests.load.seeded_server import SeededServer, running
from tests.tools.waiting import until

PATIENCE = 20
pytestmark = pytest.mark.load


class BlockingPrinter(TimedPrinter):
    """Keeps the answer that it is done until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = Event()

    def roll_out(self, strips: list[Image.Image], torn: bool = False) -> None:
        super().roll_out(strips, torn)
        self.let_go.wait(PATIENCE)


@pytest.fixture
def printer() -> Iterator[BlockingPrinter]:
    made = BlockingPrinter()
    yield made
    made.let_go.set()
    made.end()


@pytest.fixture
def desk(tmp_path, seeded_file, printer) -> Iterator[SeededServer]:
    with running(tmp_path, seeded_file, DESKQ_PRINTER=f"network://127.0.0.1:{printer.port}") as made:
        yield made


def take(desk: SeededServer) -> None:
    visitor = kiosk()
    visitor.open(f"{desk.address}/kiosk/tickets", filled_image(visitor, desk.address)).read()


def jobs(desk: SeededServer) -> list[str]:
    with closing(sqlite3.connect(desk.instance / "deskq.sqlite")) as open_file:
        return [state for (state,) in open_file.execute("SELECT state FROM print_job ORDER BY id")]


def test_what_was_being_printed_is_told_and_what_was_promised_comes_out(desk, printer):
    take(desk)
    assert printer.out.wait(PATIENCE)
    take(desk)
    until(lambda: jobs(desk) == ["printing", "waiting"])

    desk.kill()
    printer.let_go.set()
    desk.start()

    until(lambda: jobs(desk) == ["doubtful", "printed"])
    assert printer.printed == 2
