"""What people read of the wait."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate import snapshot_loader
from deskq.estimate.forecast_cache import CalibratedBand, Snapshot
from deskq.estimate.prediction_intervals import Band
from deskq.office import config_cache
from deskq.queue.screens.shared import WaitShown


@pytest.fixture
def tell(app, office, client):
    """``tell("en", 600, 1500)``: the public page when every newcomer would be told this band."""

    def draw(language, *band):
        told = CalibratedBand(Band(0, *band), Band(0, *band)) if band else None
        newcomers = dict.fromkeys(snapshot_loader.kinds(config_cache.of(db.session(), office)), told)
        app.extensions["deskq_estimate"].board.publish(office, Snapshot(clock.now(), newcomers, {}))
        return client.get(f"/published?lang={language}").text

    return draw


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [((600, 1500), (10, 25)), ((659, 1261), (10, 25)), ((1290, 1300), (20, 25)), ((10, 50), (1, 1)), ((0, 0), (1, 1))],
)
def test_bands_are_rounded_outwards(seconds, minutes):
    assert WaitShown(seconds).minutes == minutes


@pytest.mark.parametrize(("language", "words"), [("en", "about 10 to 25 minutes"), ("fa", "حدود ۱۰ تا ۲۵ دقیقه")])
def test_a_band_is_told_in_the_language_of_the_page(tell, language, words):
    assert words in tell(language, 600, 1500)


def test_a_short_wait_is_a_few_minutes(tell):
    assert "a few minutes" in tell("en", 20, 110)


def test_an_unknown_wait_is_called_unknown(tell):
    page = tell("en")

    assert "unknown at the moment" in page
    assert "minutes</td>" not in page


def test_the_public_page_waits_for_twenty_comparisons(tell):
    assert "There is not enough data yet" in tell("en", 600, 1500)
