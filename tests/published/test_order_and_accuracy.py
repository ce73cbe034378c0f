"""The public page of the queue rule and the accuracy of the estimates."""

import re

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.estimate import accuracy
from deskq.estimate.models import Prediction
from deskq.office.models import PriorityClass
from deskq.office.service import priorities
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue as issue_service


def test_every_class_stands_there_with_its_weight_and_the_bound_in_one_sentence(client, set_office):
    set_office(bound_minutes=45)

    text = client.get("/published?lang=en").text

    for row in db.session.query(PriorityClass):
        assert row.name_en in text
    assert "Anyone who has waited 45 minutes goes ahead of everyone who came later" in text
    assert "<td>once</td>" in text
    assert "times</td>" in text


def test_a_class_that_is_offered_no_longer_is_not_promised(client, office):
    elderly = db.session.query(PriorityClass).filter(PriorityClass.code == "elderly").one()
    name = elderly.name_en

    priorities.offer_priority(office, "test", elderly.id, offered=False)

    assert name not in client.get("/published?lang=en").text


def compared(office, inside, ahead, p50, count=20, priority=""):
    """Stored predictions of waits, so many of them inside their range."""
    for number in range(count):
        ticket = issue_service.issue(office, "test", NewTicket("renewal_levy", secrets.new(), priority))
        row = Prediction(ticket_id=ticket.id, office_id=office, service_id=ticket.service_id, made_at=clock.now())
        row.p10, row.p50, row.p90 = p50 - 100, p50, p50 + 100
        row.raw_p10 = row.raw_p50 = row.raw_p90 = p50
        row.waited, row.ahead = p50 if number < inside else p50 + 400, ahead
        db.session.add(row)
    db.session.commit()


@pytest.mark.parametrize(
    ("ahead", "p50", "case"),
    [(0, 300, "Nobody ahead"), (4, 300, "Somebody ahead"), (4, 1500, "Estimated at 15 minutes or more")],
)
def test_the_share_within_the_range_is_shown_for_each_case(client, office, ahead, p50, case):
    compared(office, 16, ahead, p50)
    accuracy.forget()

    page = client.get("/published?lang=en").text

    assert page.count("80%") == 2
    assert case in page


def test_the_share_within_the_range_is_shown_for_each_class_with_enough_waits(client, office):
    compared(office, 18, 4, 300)
    compared(office, 15, 4, 300, priority="elderly")
    compared(office, 19, 4, 300, count=19, priority="disability")
    accuracy.forget()

    text = client.get("/published?lang=en").text
    shares = re.findall(r'<th scope="row">([^<]*)</th><td class="published-number">(\d+)</td><td>(\d+)%</td>', text)

    names = {row.code: row.name_en for row in db.session.query(PriorityClass)}
    assert shares == [
        ("Somebody ahead", "59", "88"), (names["ordinary"], "20", "90"), (names["elderly"], "20", "75"),
    ]  # fmt: skip


def test_where_one_class_comes_its_share_is_that_of_all(client, office):
    compared(office, 18, 4, 300)
    accuracy.forget()

    assert client.get("/published?lang=en").text.count("90%") == 2
