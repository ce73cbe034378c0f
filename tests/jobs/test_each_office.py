"""The fault of one office does not keep the others waiting."""

import pytest
from sqlalchemy.exc import OperationalError

from deskq.jobs.each_office import each_office


def test_every_office_has_its_turn_and_the_first_fault_is_told(app):
    had = []

    def do(office: int) -> None:
        had.append(office)
        if office in (2, 3):
            raise ValueError(f"office {office}")

    with pytest.raises(ValueError, match="office 2") as told:
        each_office([1, 2, 3, 4], do)

    assert had == [1, 2, 3, 4]
    assert told.value.__notes__ == ["office 3 failed too: ValueError"]


def test_a_fault_is_not_hidden_by_an_outage_before_it(app):
    def do(office: int) -> None:
        raise OperationalError("", {}, Exception("away")) if office == 1 else ValueError(f"office {office}")

    with pytest.raises(ValueError, match="office 2") as told:
        each_office([1, 2], do)

    assert told.value.__notes__ == ["office 1 failed too: OperationalError"]
