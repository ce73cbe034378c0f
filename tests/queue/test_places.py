"""The page of a ticket says to which counter its visitor will be called, or to which ones."""

import re

import pytest

from deskq.core import secrets
from deskq.office.models import CounterService
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue as issue_service


@pytest.fixture
def way(office, client):
    """``way("info_desk")``: the beginning and the title of where to go, on the phone of a new ticket in English."""

    def read(service: str) -> tuple[str, str]:
        secret = secrets.new()
        issue_service.issue(office, "test", NewTicket(service, secret))
        page = client.get(f"/t/{secret}?lang=en").text
        begin, title = re.search(r'(<div class="way"[^>]*>)\s*<p class="way-title"><b>(.*?)</b>', page).groups()
        return begin, re.sub(r"<[^>]*>", "", title)

    return read


def test_it_names_the_one_counter_or_says_that_it_will_be_one_of_several(way, edit, service_id, counter):
    with edit() as session:
        served = session.query(CounterService).filter_by(service_id=service_id("info_desk"))
        served.filter(CounterService.counter_id != counter(1).id).delete()

    one, title_of_one = way("info_desk")
    several, title_of_several = way("building_permit")

    assert (title_of_one, "data-several" in one) == ("You will be called to counter 1", False)
    assert (title_of_several, "data-several" in several) == ("You will be called to one of these counters", True)
