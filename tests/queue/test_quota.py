"""A service has so many tickets a day and an hour."""

import pytest

from deskq.office.models import Service
from deskq.queue.rules import line_closing as rules
from deskq.queue.service import cancel

SERVICE = "renewal_levy"


@pytest.fixture
def quota(edit, office):
    def limit(**columns: int) -> None:
        with edit() as session:
            session.query(Service).filter_by(office_id=office, code=SERVICE).update(columns)

    return limit


def test_a_day_has_so_many_tickets_of_a_service_and_a_cancelled_one_does_not_count(quota, issue, office, later):
    quota(day_quota=2)
    gone, _ = issue(), issue()

    with pytest.raises(rules.DayQuotaReached):
        issue()
    assert issue("building_permit").state == "waiting"
    cancel.cancel(office, gone.id)
    assert issue().state == "waiting"
    with pytest.raises(rules.DayQuotaReached):
        issue()
    later(hours=24)
    assert issue().state == "waiting"


def test_an_hour_has_so_many_and_the_refusal_says_from_when_there_are_more(quota, issue, later):
    quota(hour_quota=1)
    issue()

    with pytest.raises(rules.HourQuotaReached) as refused:
        issue()
    assert refused.value.values["hour"] == "11:00"
    later(hours=1)
    assert issue().state == "waiting"
