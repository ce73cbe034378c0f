"""The fault of one office does not keep the others waiting."""

import pytest

from deskq.jobs.each_office import each_office


def test_every_office_has_its_turn_and_the_first_fault_is_told(app):
    had = []

    def do(office: int) -> None:
        had.append(office)
        if office in (2, 3):
            raise ValueError(f"office {office}")

    with pytest.raises(ValueError, match="office 2"):
        each_office([1, 2, 3, 4], do)

    assert had == [1, 2, 3, 4]
