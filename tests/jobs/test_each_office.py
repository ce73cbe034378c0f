"""The fault of one office does not keep the others waiting."""

import pytest
from sqlalchemy.exc import OperationalError

from deskq.jobs.each_office import each_office

AWAY = OperationalError("", {}, Exception("away"))


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ({2: ValueError("office 2"), 3: ValueError("office 3")}, "office 3 failed too: ValueError"),
        ({1: AWAY, 2: ValueError("office 2")}, "office 1 failed too: OperationalError"),
    ],
    ids=["the first is told", "no outage hides it"],
)
def test_every_office_has_its_turn_and_the_first_fault_is_told(app, faults, told):
    had = []

    def do(office: int) -> None:
        had.append(office)
        if office in faults:
            raise faults[office]

    with pytest.raises(ValueError, match="office 2") as raised:
        each_office([1, 2, 3, 4], do)

    assert had == [1, 2, 3, 4]
    assert raised.value.__notes__ == [told]
