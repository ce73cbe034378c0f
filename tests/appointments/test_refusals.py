"""An appointment that does not exist, and a code that was given to another meanwhile."""

import pytest

from deskq.appointments.confirmation import service as confirmation
from deskq.appointments.service import change, schedule
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from tests.appointments.conftest import hour, tomorrow
from tests.conftest import KEY

OTHER_DAY = 14050907


@pytest.mark.parametrize(
    "act",
    [
        change.cancel,
        lambda office, found: change.move(office, found, hour("11:00")),
        confirmation.resend,
        lambda office, found: confirmation.confirm(office, found, "123456", KEY),
    ],
)
def test_an_appointment_that_is_gone_or_of_another_office_is_not_found(opened, book, office, now_of, act):
    made = book("10:15")

    for asked in ((office, made.id + 1), (office + 1, made.id)):
        with pytest.raises(NotFound):
            act(*asked)

    assert (now_of(made).state, now_of(made).moves) == ("booked", 0)


def test_one_taken_up_again_gets_another_code_if_somebody_else_has_its_own(opened, book, office, now_of):
    made = book("10:15")
    schedule.withdraw_day(office, "test", tomorrow(), ("", ""))
    other = book(hour("10:15", OTHER_DAY), phone="09351112233")
    code = made.code
    db.session.merge(other).code = code
    db.session.commit()

    change.move(office, made.id, hour("11:00", OTHER_DAY))

    assert (now_of(made).state, now_of(other).code) == ("booked", code)
    assert now_of(made).code != code
