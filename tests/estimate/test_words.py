"""How the wait is worded."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate import snapshot_loader
from deskq.estimate.forecast_cache import CalibratedInterval, OfficeForecast
from deskq.estimate.prediction_intervals import Interval
from deskq.office import config_cache
from deskq.queue.screens.shared import WaitShown
from deskq.queue.service import counters


@pytest.fixture
def tell(app, office, client, at):
    """``tell("en", 600, 1500)``: the public page when all counters are open and every newcomer would be told this
    band."""
    for number in range(1, 7):
        counters.open_counter(at(number))

    def draw(language, *band):
        told = CalibratedInterval(Interval(0, *band), Interval(0, *band)) if band else None
        newcomers = dict.fromkeys(snapshot_loader.newcomer_kinds(config_cache.of(db.session(), office)), told)
        app.extensions["deskq_estimate"].board.publish(office, OfficeForecast(clock.now(), newcomers, {}))
        return client.get(f"/published?lang={language}").text

    return draw


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        ((0, 0), (1, 1)), ((10, 50), (1, 1)), ((119, 121), (1, 3)), ((7 * 60 + 59, 600), (7, 10)),
        ((60, 601), (1, 15)), ((600, 1500), (10, 25)), ((19 * 60, 40 * 60), (20, 40)), ((1290, 1300), (20, 25)),
        ((59 * 60, 60 * 60), (60, 60)), ((38 * 60, 61 * 60), (40, 75)), ((135 * 60, 181 * 60), (135, 195)),
    ],
)  # fmt: skip
def test_a_wait_is_shown_in_round_minutes(seconds, minutes):
    assert WaitShown(seconds).minutes == minutes


@pytest.mark.parametrize("upper", range(0, 5 * 3600, 613))
def test_what_is_kept_of_a_wait_to_draw_it_once_reads_as_the_wait(upper):
    for median in range(0, upper + 1, 97):
        assert WaitShown((median, upper)).as_read.minutes == WaitShown((median, upper)).minutes
    assert WaitShown((610, 1450)).as_read == WaitShown((600, 1500)).as_read
    assert WaitShown(None).as_read == WaitShown(None)


@pytest.mark.parametrize("median", range(0, 4 * 3600, 37))
def test_the_median_is_never_off_by_more_than_half_a_step_and_never_above_the_upper_end(median):
    low, high = WaitShown((median, median + 900)).minutes

    assert 1 <= low <= high
    assert abs(low - max(1, median / 60)) <= 7.5
    assert high * 60 >= median + 900


@pytest.mark.parametrize(
    ("language", "band", "words"),
    [
        ("en", (20, 110), "a few minutes"),
        ("en", (600, 1500), "about 10 to 25 minutes"),
        ("fa", (600, 1500), "حدود ۱۰ تا ۲۵ دقیقه"),
        ("en", (2400, 4000), "about 40 minutes to 1 hour 15 minutes"),
        ("en", (3600, 7100), "about 1 hour to 2 hours"),
        ("fa", (2400, 4000), "حدود ۴۰ دقیقه تا ۱ ساعت و ۱۵ دقیقه"),
    ],
)
def test_a_wait_is_told_in_the_language_of_the_page_above_an_hour_in_hours_and_minutes(tell, language, band, words):
    assert words in tell(language, *band)


def test_a_wait_without_an_end_in_sight_says_that_no_counter_is_open_and_figures_wait_for_twenty_comparisons(tell):
    page = tell("en")

    assert "no counter is open" in page
    assert "minutes</td>" not in page
    assert "There is not enough data yet" in page
