"""The plan of the demo town is a small picture, the same each time, as wide and high as its bounds are."""

from math import cos, radians

from PIL import Image

from deskq.demo import plan


def test_it_is_small_and_of_the_shape_of_its_bounds():
    drawn = plan.draw()

    assert len(drawn.getvalue()) < 150_000
    with Image.open(drawn) as picture:
        assert (picture.format, picture.size) == ("WEBP", plan.SIZE)
    north, south, west, east = plan.BOUNDS
    shape = (east - west) * cos(radians((north + south) / 2)) / (north - south)
    assert abs(plan.SIZE[0] / plan.SIZE[1] - shape) < 0.002


def test_it_is_the_same_every_time():
    assert plan.draw().getvalue() == plan.draw().getvalue()
