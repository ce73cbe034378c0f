"""So many megapixels of one address at once, and so many a second later on."""

from io import BytesIO

import pytest

from deskq.core.addresses import limit_key
from deskq.core.sizes import MEGABYTE
from deskq.web import images, pixel_budget
from deskq.web.images import Frame
from deskq.web.pixel_budget import PixelBudget, TooManyPictures
from tests.tools.images import picture


class Time:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def budget(time):
    return PixelBudget(burst=100, per_second=2, now=time)


def test_a_used_budget_says_when_there_is_enough_again(budget, time):
    budget.take("one", 90)

    with pytest.raises(TooManyPictures) as refusal:
        budget.take("one", 30)
    assert refusal.value.values == {"seconds": 10}
    budget.take("other", 100)
    time.now += 10
    budget.take("one", 30)


def test_an_image_that_is_slow_for_its_size_counts_by_its_time(budget):
    budget.take("one", 1)
    budget.add_work("one", 1, seconds=3)

    with pytest.raises(TooManyPictures):
        budget.take("one", 11)
    budget.take("one", 10)


def test_a_quick_one_counts_by_its_size(budget):
    budget.take("one", 50)
    budget.add_work("one", 50, seconds=0.1)

    budget.take("one", 50)


def test_it_never_remembers_more_addresses_than_so_many(budget, time, monkeypatch):
    monkeypatch.setattr(pixel_budget, "MOST_KNOWN", 3)
    for number in range(10):
        budget.take(f"address {number}", 100)

    assert len(budget._used) == 3
    with pytest.raises(TooManyPictures):
        budget.take("address 9", 1)


def test_a_form_of_the_largest_phones_fits_in_the_budget_of_an_address():
    made = PixelBudget()

    for _ in range(3 * 4):
        made.take("one", 50)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (None, "None"),
        ("unix:", "unix:"),
    ],
)
def test_one_customer_of_ipv6_has_one_budget(address, key):
    assert limit_key(address) == key


def test_the_time_of_a_decoded_picture_is_counted_and_so_is_that_of_a_refused_one(monkeypatch):
    """A second of decoding is worth 30 megapixels; these pictures have hardly any and take two seconds each."""
    times = iter(range(0, 100, 2))
    monkeypatch.setattr(images, "monotonic", lambda: next(times))
    budget = PixelBudget(burst=100, per_second=1, now=lambda: 0)
    images.encode(picture(), Frame(MEGABYTE, 40), "one", budget)
    with pytest.raises(images.NoPicture):
        images.encode(BytesIO(picture().getvalue()[:400]), Frame(MEGABYTE, 40), "one", budget)

    with pytest.raises(TooManyPictures):
        budget.take("one", 0.1)
