"""A clerk appeals without learning whether the visit was rated."""

from datetime import timedelta

import pytest

from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.text import persian
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service.issue import issue
from deskq.ratings.appeals import rules, service
from tests.ratings.appeals.conftest import WHY, today


def test_an_appeal_is_stored_once_and_journalled_without_its_text(appeal, own, look, rows):
    made = appeal(code=f" {persian.persian_digits(own.code)} ")

    entry = journal.of_ticket(look(), own.id)[-1]
    told = {"ticket": own.id, "counter": own.counter_id, "appeal": made.id}
    assert (entry.kind, entry.facts) == ("rating.appealed", told)
    assert appeal().id == made.id
    with pytest.raises(rules.AlreadyAppealed):
        appeal("چیز دیگری")
    assert len(rows()) == 1


@pytest.mark.parametrize(
    "wrong", [{"who": "karimi"}, {"code": "999"}, {"day": "yesterday"}], ids=["another's", "nobody's", "another day"]
)
def test_only_a_visit_of_ones_own_can_be_named(appeal, rows, wrong):
    day = today() - timedelta(days=1) if "day" in wrong else None

    with pytest.raises(rules.NoSuchVisit):
        appeal(**{**wrong, "day": day})
    assert rows() == []


def test_an_unfinished_visit_cannot_be_named(office, people, at, rows):
    counters.open_counter(at(3))
    running = issue(office, "test", NewTicket("building_permit", "a secret"))
    calls.call_next(at(3), running.id)

    with pytest.raises(rules.NoSuchVisit):
        service.make_appeal(office, people["taheri"], today(), running.code, WHY)


def test_after_a_week_an_appeal_is_refused(appeal, later):
    day = today()
    later(days=7, seconds=1)

    with pytest.raises(rules.TooLateToAppeal):
        appeal(day=day)


def test_at_most_five_appeals_can_be_pending(office, people, visit):
    codes = [visit(2)[0].code for _ in range(6)]
    for code in codes[:5]:
        service.make_appeal(office, people["shafiei"], today(), code, WHY)

    with pytest.raises(rules.TooManyOpen):
        service.make_appeal(office, people["shafiei"], today(), codes[5], WHY)


@pytest.mark.parametrize("why", ["", "  \n ", "x" * 1001])
def test_the_text_of_an_appeal_has_a_minimum_and_a_maximum_length(appeal, why):
    with pytest.raises(InvalidInput):
        appeal(why)
