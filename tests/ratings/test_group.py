"""A clerk sees ratings as a group only, and only from so many on."""

import pytest

from deskq.extensions import db
from deskq.queue.panel import panel
from deskq.ratings import rules, service


@pytest.mark.parametrize(("scores", "mean"), [([], None), ([5, 5, 5, 5], None), ([1, 2, 3, 4, 5], 3.0), ([4] * 9, 4.0)])
def test_the_mean_of_a_group(scores, mean):
    assert rules.mean(scores, 5) == mean


def today(counter_id: int):
    db.session.remove()
    summary = panel(db.session(), counter_id).today
    return summary.ratings_count, summary.ratings_mean


def test_the_day_of_a_counter_shows_the_mean_from_the_set_number_on(office, visit, set_office):
    set_office(rate_group=3)
    tickets = [visit(2)[0] for _ in range(3)]

    for ticket in tickets[:2]:
        service.rate(office, ticket.id, 5, "phone")
    assert today(tickets[0].counter_id) == (2, None)
    service.rate(office, tickets[2].id, 2, "phone")
    assert today(tickets[0].counter_id) == (3, 4.0)


def test_ratings_of_another_counter_and_of_another_day_do_not_count(office, visit, set_office, later):
    set_office(rate_group=1)
    here, _ = visit(2)
    there, _ = visit(1, "info_desk")
    service.rate(office, there.id, 1, "phone")
    assert today(here.counter_id) == (0, None)

    service.rate(office, here.id, 5, "phone")
    later(hours=24)

    assert today(here.counter_id) == (0, None)
