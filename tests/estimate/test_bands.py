"""Prediction intervals have the promised coverage."""

from random import Random

import pytest

from deskq.estimate.circumstances import Circumstances
from deskq.estimate.prediction_intervals import Calibration, Interval, interval_of


def test_a_band_of_runs_is_their_quantiles_and_a_wait_that_often_never_ends_is_unknown():
    band = interval_of([float(n) for n in range(101)])

    assert (band.p10, band.p50, band.p90) == pytest.approx((10, 50, 90), abs=1)
    assert interval_of([1.0, 2.0, 3.0, float("inf"), float("inf")]) is None
    assert interval_of([]) is None


def seen(ahead=0, service=1):
    return Circumstances(service, 1.0, ahead, ahead, 0.0, 0.0, 0.0, 300.0 * ahead)


def test_bands_that_were_too_narrow_become_wide_enough():
    rng, calibration = Random(2), Calibration()
    raw, inside = Interval(550, 600, 650), 0
    for wait in range(1200):
        waited, said = rng.gauss(700, 120), calibration.band(raw, seen(2))
        calibration.learn(raw, seen(2), waited, said)
        inside += wait >= 200 and said.p10 <= waited <= said.p90

    assert 0.76 < inside / 1000 < 0.84
    assert calibration.band(raw, seen(2)).p50 == pytest.approx(700, abs=30)


def test_no_wait_is_told_below_nothing():
    calibration = Calibration()
    for _ in range(300):
        calibration.learn(Interval(50, 60, 70), seen(), 0, Interval(50, 60, 70))
    band = calibration.band(Interval(0, 1, 2), seen())

    assert 0 <= band.p10 <= band.p50 <= band.p90


def test_the_band_holds_with_nobody_in_line_and_with_somebody():
    """Most of those who find nobody ahead are called at once; the simulation says the same of everybody."""
    rng, calibration, inside = Random(3), Calibration(), {0: [], 3: []}
    for wait in range(4000):
        ahead = rng.choice((0, 3))
        waited = rng.expovariate(1 / 60) if ahead == 0 and rng.random() < 0.3 else 0.0
        waited = rng.lognormvariate(5, 0.8) if ahead else waited
        said = calibration.band(Interval(20, 60, 100), seen(ahead))
        calibration.learn(Interval(20, 60, 100), seen(ahead), waited, said)
        if wait > 1000:
            inside[ahead].append(said.p10 <= waited <= said.p90)

    for found in inside.values():
        assert 0.76 <= sum(found) / len(found) <= 0.84


def test_a_rule_that_was_right_lately_is_believed():
    """The simulation is twice too long, past waits with as many people ahead are right."""
    rng, calibration = Random(4), Calibration()
    errors = []
    for _ in range(600):
        ahead = rng.randrange(4)
        waited = 100.0 * ahead + rng.uniform(0, 20)
        raw = Interval(150.0 * ahead, 250.0 * ahead * rng.uniform(0.5, 1.5), 900.0 * ahead)
        errors.append(abs(calibration.band(raw, seen(ahead)).p50 - waited))
        calibration.learn(raw, seen(ahead), waited)

    assert sum(errors[-200:]) / 200 < 0.3 * sum(errors[:40]) / 40
