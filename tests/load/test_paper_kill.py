"""A server killed while printing: nothing is printed twice, and nothing promised is lost."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from PIL import Image

from tests.e2e.app_forks import Fork, flask
from tests.load.bench_paper import TimedPrinter, filled_image, kiosk
from tests.load.bench_server import environment, free_port, wait_until_up

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


class KillableServer:
    """A server that may be killed and begun again."""

    def __init__(self, folder: Path, printer: TimedPrinter) -> None:
        self.port = free_port()
        self.file = folder / "deskq.sqlite"
        self.address = f"http://127.0.0.1:{self.port}"
        self.env = environment(folder, self.port) | {"DESKQ_PRINTER": f"network://127.0.0.1:{printer.port}"}
        flask(self.env, "db", "upgrade")
        flask(self.env, "seed", "--office-only")
        self.begin()

    def begin(self) -> None:
        self.process = Fork(("run.py",), self.env)
        wait_until_up(self.port)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def take(self) -> None:
        visitor = kiosk()
        visitor.open(f"{self.address}/kiosk/tickets", filled_image(visitor, self.address)).read()

    def jobs(self) -> list[str]:
        with closing(sqlite3.connect(self.file)) as open_file:
            return [state for (state,) in open_file.execute("SELECT state FROM print_job ORDER BY id")]

    def until(self, *states: str) -> None:
        end = monotonic() + PATIENCE
        while self.jobs() != list(states):
            assert monotonic() < end, f"{self.jobs()}, not {states}"
            sleep(0.05)


@pytest.fixture
def printer() -> Iterator[BlockingPrinter]:
    made = BlockingPrinter()
    yield made
    made.let_go.set()
    made.end()


@pytest.fixture
def desk(tmp_path, printer) -> Iterator[KillableServer]:
    made = KillableServer(tmp_path, printer)
    yield made
    made.kill()
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_what_was_being_printed_is_told_and_what_was_promised_comes_out(desk, printer):
    desk.take()
    assert printer.out.wait(PATIENCE)
    desk.take()
    desk.until("printing", "waiting")

    desk.kill()
    printer.let_go.set()
    desk.begin()

    desk.until("doubtful", "printed")
    assert printer.printed == 2
