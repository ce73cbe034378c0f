"""The promised accuracy, in small: a simulated office with known truth, written as a log, read and evaluated."""

from dataclasses import replace
from itertools import islice

import pytest
from click.testing import CliRunner

from deskq.estimate.backtest import Backtest, Outcome
from deskq.estimate.cli import evaluate_estimate
from deskq.estimate.comparison import verdict
from deskq.estimate.csv_log import CsvLog, InvalidLog, write_shifts, write_visits
from deskq.estimate.durations import DAY
from deskq.estimate.metrics import evaluate
from deskq.estimate.prediction_intervals import Interval
from deskq.estimate.simulated_offices import OFFICES
from deskq.estimate.simulation import Simulation
from tests.tools.more_in_soak import more_in_soak

#: Days to live and waits to judge: enough to tell, and few enough for a test; docs/estimate.md has all of them.
JUDGED = {"3 counters": (20, 1000), "4 counters": (10, 800), "8 counters": (7, 600), "30 counters": (6, 500)}
#: By how much at least, where it is not a fifth: with few visits a break that nobody could foresee decides.
BETTER = {"3 counters": 0.05}
#: (office, whether its log has the counters); the first two are tried with every change.
LOGS = [("3 counters", False), ("8 counters", True), ("3 counters", True), ("8 counters", False)]
LOGS += [(name, logged) for name in ("4 counters", "30 counters") for logged in (True, False)]


@pytest.fixture(scope="module")
def office() -> Simulation:
    return Simulation(replace(OFFICES["4 counters"], days=9))


@pytest.fixture(scope="module")
def files(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    write_visits(folder / "visits.csv", office.visits)
    write_shifts(folder / "counters.csv", office.shifts)
    return folder


@pytest.mark.parametrize("log", more_in_soak(LOGS, often=2), ids=str)
def test_the_estimate_beats_every_simpler_rule_and_keeps_its_band(log):
    name, logged = log
    days, enough = JUDGED[name]
    made = Simulation(replace(OFFICES[name], days=days))
    visits = sorted(made.visits, key=lambda visit: (visit.arrival, visit.call))
    sixth = sorted({visit.arrival // DAY for visit in visits})[5] * DAY

    found = evaluate(islice(Backtest(visits, made.shifts if logged else ()).outcomes(sixth), enough))

    assert found.estimate.count > 300
    assert found.better >= BETTER.get(name, 0.2)
    assert 0.72 <= found.estimate.inside <= 0.88, "a few days only: twice as wide as over twenty"


RULES = ("estimate", "past waits", "rolling mean", "last called (LES)", "head of line (HOL)", "queue length", "P10-P90")
REGIMES = ("nobody ahead", "class 1  ", "class 3, nobody ahead", "first half hour", "busiest day", "pinball")


@pytest.mark.parametrize("has_counters", [False, True], ids=["a bare log", "with the counters"])
def test_a_log_is_judged_with_a_verdict_of_one_sentence_that_names_the_best_rule(files, has_counters):
    counters = ["--counters", str(files / "counters.csv")] if has_counters else []
    ran = CliRunner().invoke(evaluate_estimate, [str(files / "visits.csv"), *counters, "--learn-days", "5"])

    assert ran.exit_code == 0, ran.output
    (verdict,) = [line for line in ran.output.splitlines() if line.startswith("The estimate is ")]
    for word in (*RULES, *REGIMES):
        assert word in ran.output
    if has_counters:
        assert "inferred" not in ran.output
    else:
        assert verdict.startswith("The estimate is better than the best simple rule, ")
        assert "--counters" in ran.output


def outcomes(estimate_off, rule_off, days=7):
    """Waits of ten minutes: the estimate and a rule are off by so many seconds."""
    said, rule = Interval(300, 600 + estimate_off, 900), {("a rule", "office"): 600 + rule_off}
    return [Outcome(day * DAY + number, 600.0, said, rule, 1) for day in range(days) for number in range(20)]


@pytest.mark.parametrize(("off", "words"), [(60, "better than"), (120, "as good as"), (200, "worse than")])
def test_the_verdict_is_fair_and_two_days_prove_nothing(off, words):
    assert f"The estimate is {words} the best simple rule" in verdict(evaluate(outcomes(off, 120)))
    assert "not proved different" in verdict(evaluate(outcomes(60, 120, days=2)))


def test_a_log_read_is_the_log_written(office, files):
    read = CsvLog().visits(files / "visits.csv")

    assert len(read) == len(office.visits)
    assert [v.weight for v in read] == [v.weight for v in sorted(office.visits, key=lambda v: (v.arrival, v.call))]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("arrival,call,finish,service,counter\n2026-11-24T10:00,2026-11-24T09:00,,levy,1\n", "line 2"),
        ("arrival,call\n", "no column"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, text, named):
    (tmp_path / "log.csv").write_text(text)

    with pytest.raises(InvalidLog, match=named):
        CsvLog().visits(tmp_path / "log.csv")
