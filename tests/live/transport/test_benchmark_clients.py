"""The benchmark's clients and limits work, in small: ten screens, three calls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.load import bare_broadcaster, bench_commit, bench_sockets, raw_disk
from tests.load.press_client import BenchOffice

from .conftest import Desk

pytestmark = pytest.mark.load


def in_a_thread_of_its_own(measure: Callable[..., dict[str, Any]], *given: object, **wanted: int) -> dict[str, Any]:
    """A browser of other tests keeps an event loop running in the main thread; a second one would be refused there."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(measure, *given, **wanted).result()


def test_every_screen_receives_every_call(desk: Desk) -> None:
    office = BenchOffice(f"http://127.0.0.1:{desk.port}", "kiosk", "lobby", {1: "first", 2: "second"}, "any")

    figures = in_a_thread_of_its_own(bench_sockets.measure, office, clients=10, calls=3)

    assert (figures["clients"], figures["lost"], figures["calls"]) == (10, 0, 3)
    assert 0 < figures["p50_ms"] <= figures["p99_ms"]
    assert desk.until(lambda said: said["clients"] == 0)


def test_the_limit_is_measured_with_a_payload_of_the_size_asked_for() -> None:
    figures = in_a_thread_of_its_own(bare_broadcaster.measure, clients=10, calls=3, payload_bytes=3000)

    assert (figures["clients"], figures["calls"], figures["payload_bytes"]) == (10, 3, 3000)


def test_the_disk_is_measured_with_one_writer_and_with_sixteen(tmp_path: Path) -> None:
    figures = raw_disk.measure(tmp_path, seconds=0.2)

    assert figures["commits_per_s_1"] > 0
    assert figures["commits_per_s_16"] > 0
    assert not list(tmp_path.iterdir())


def test_two_ways_of_committing_are_compared_round_by_round() -> None:
    group = bench_commit.Tickets(rates=[100.0, 400.0, 200.0], took=[0.01] * 198 + [0.5, 0.5])
    full = bench_commit.Tickets(rates=[50.0, 100.0, 200.0])

    compared = bench_commit.Comparison(slower=0, clients=4, group=group, full=full)

    assert compared.ratios == [0.5, 0.25, 1.0]
    assert (group.rate, round(group.p99_ms)) == (200.0, 15)
