"""Tests do not record an event whose fields have values of other types."""

import pytest

from deskq.access.devices.events import DevicePaired
from deskq.core.transactions import transaction
from deskq.inspections.events import PlaceSet
from tests.tools.event_fields import check


@pytest.mark.parametrize("swapped", [DevicePaired("board", 1), PlaceSet(True, 1), PlaceSet(1, None)])
def test_a_value_of_another_type_is_found(swapped):
    with pytest.raises(AssertionError, match=r"\w+ is "):
        check(swapped)


def test_values_of_the_types_that_the_class_names_pass():
    check(DevicePaired(1, "board"))
    check(PlaceSet(1, True))


def test_every_recorded_event_is_checked(office):
    with pytest.raises(AssertionError, match="DevicePaired"), transaction(office, "test") as tx:
        tx.record(DevicePaired("board", 1))
