"""The map of the demo town is a small, reproducible image with the aspect ratio of its bounds."""

from math import cos, radians

from PIL import Image

from deskq.demo import demo_map


def test_it_is_small_of_the_shape_of_its_bounds_and_the_same_every_time():
    drawn = demo_map.draw()

    assert len(drawn.getvalue()) < 150_000
    assert drawn.getvalue() == demo_map.draw().getvalue()
    with Image.open(drawn) as picture:
        assert (picture.format, picture.size) == ("WEBP", demo_map.SIZE)
    north, south, west, east = demo_map.BOUNDS
    shape = (east - west) * cos(radians((north + south) / 2)) / (north - south)
    assert abs(demo_map.SIZE[0] / demo_map.SIZE[1] - shape) < 0.002
