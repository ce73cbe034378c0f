"""Prediction intervals have the promised coverage."""

from random import Random

import pytest

from deskq.estimate.prediction_intervals import Calibration, Interval, interval_of


def test_a_band_of_runs_is_their_quantiles():
    band = interval_of([float(n) for n in range(101)])

    assert band.p10 == pytest.approx(10, abs=1)
    assert band.p50 == pytest.approx(50, abs=1)
    assert band.p90 == pytest.approx(90, abs=1)


def test_a_wait_that_often_never_ends_is_unknown():
    assert interval_of([1.0, 2.0, 3.0, float("inf"), float("inf")]) is None
    assert interval_of([]) is None


def test_bands_that_were_too_narrow_become_wide_enough():
    rng, calibration = Random(2), Calibration()
    raw, inside = Interval(550, 600, 650), 0
    for wait in range(1200):
        waited, said = rng.gauss(700, 120), calibration.band(raw)
        calibration.learn(raw, waited, said)
        inside += wait >= 200 and said.p10 <= waited <= said.p90

    assert 0.75 < inside / 1000 < 0.85
    assert calibration.band(raw).p50 == pytest.approx(700, abs=30)


def test_no_wait_is_told_below_nothing():
    calibration = Calibration()
    for _ in range(300):
        calibration.learn(Interval(50, 60, 70), 0, Interval(50, 60, 70))
    band = calibration.band(Interval(0, 1, 2))

    assert 0 <= band.p10 <= band.p50 <= band.p90
