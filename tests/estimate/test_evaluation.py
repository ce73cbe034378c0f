"""The promise, in small: an invented office with known truth, written as a log, read and judged."""

from dataclasses import replace
from itertools import islice

import pytest
from click.testing import CliRunner

from deskq.estimate.backtest import Replay
from deskq.estimate.cli import evaluate_estimate
from deskq.estimate.csv_log import BadLog, Log, write_shifts, write_visits
from deskq.estimate.durations import DAY
from deskq.estimate.metrics import judge
from deskq.estimate.simulation import OFFICES, Simulation

#: Days to live and waits to judge: enough to tell, and few enough for a test; docs/estimate.md has all of them.
JUDGED = {"3 counters": (20, 1000), "4 counters": (10, 800), "8 counters": (7, 600), "30 counters": (6, 500)}


@pytest.fixture(scope="module")
def office() -> Simulation:
    return Simulation(replace(OFFICES["4 counters"], days=9))


@pytest.fixture(scope="module")
def files(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    write_visits(folder / "visits.csv", office.visits)
    write_shifts(folder / "counters.csv", office.shifts)
    return folder


@pytest.mark.parametrize("logged", [True, False], ids=["a log of the counters", "visits alone"])
@pytest.mark.parametrize("name", JUDGED)
def test_the_estimate_beats_every_simpler_rule_by_a_quarter_and_keeps_its_band(name, logged):
    days, enough = JUDGED[name]
    made = Simulation(replace(OFFICES[name], days=days))
    visits = sorted(made.visits, key=lambda visit: (visit.arrival, visit.call))
    sixth = sorted({visit.arrival // DAY for visit in visits})[5] * DAY

    found = judge(islice(Replay(visits, made.shifts if logged else ()).outcomes(sixth), enough))

    assert found.estimate.count > 300
    assert found.better >= 0.25
    assert 0.75 <= found.estimate.inside <= 0.85


def test_a_bare_log_without_counters_is_judged_too(files):
    ran = CliRunner().invoke(evaluate_estimate, [str(files / "visits.csv"), "--learn-days", "7"])

    assert ran.exit_code == 0, ran.output
    for rule in ("estimate", "rolling mean", "last called (LES)", "head of line (HOL)", "queue length", "P10-P90"):
        assert rule in ran.output
    assert "--counters" in ran.output


def test_with_a_log_of_the_counters_nothing_more_is_asked_for(files):
    asked = [str(files / "visits.csv"), "--counters", str(files / "counters.csv"), "--learn-days", "7"]
    ran = CliRunner().invoke(evaluate_estimate, asked)

    assert ran.exit_code == 0, ran.output
    assert "inferred" not in ran.output


def test_a_log_read_is_the_log_written(office, files):
    read = Log().visits(files / "visits.csv")

    assert len(read) == len(office.visits)
    assert [v.weight for v in read] == [v.weight for v in sorted(office.visits, key=lambda v: (v.arrival, v.call))]


def test_a_wrong_line_is_named(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("arrival,call,finish,service,counter\n2026-11-24T10:00,2026-11-24T09:00,,levy,1\n")

    with pytest.raises(BadLog, match="line 2"):
        Log().visits(path)
    path.write_text("arrival,call\n")
    with pytest.raises(BadLog, match="no column"):
        Log().visits(path)
