"""A promise that learns: what like applications say of a date to anybody who opens or extends; the rule for a stage."""

from datetime import timedelta

import pytest

from deskq.application_figures.queries import alike
from deskq.applications.outlook_port import Promise
from deskq.applications.rules.outlook import Outlook, Usual, outlook, usual
from deskq.applications.service import stages
from deskq.core import clock
from deskq.core.extensions import db
from tests.applications.conftest import DIGGING
from tests.conftest import MORNING

DAY = timedelta(days=1)


@pytest.fixture
def ten(opened, action):
    """Ten digging permits with all documents; the n-th was issued after n days."""
    made = [opened("dig_permit", received=DIGGING) for _ in range(10)]
    for days, one in enumerate(made, 1):
        clock.fix(MORNING + days * DAY)
        for who, code in (("civil", "joint_visit"), ("revenue", "fees"), ("civil", "issue")):
            stages.complete(action(who, one), code)
    return made


@pytest.mark.parametrize(
    ("lengths", "allowed", "used", "expected"),
    [
        (dict.fromkeys(range(1, 11), 1), 7, 0, Outlook(10, 8, 7, 7)),
        ({3: 9, 40: 1}, 3, 0, Outlook(10, 3, 9, 3)),
        ({3: 40, 20: 10}, 19, 4, Outlook(10, 20, 0, 19)),
        ({3: 9}, 3, 0, None),
        ({3: 100, 20: 9}, 30, 4, None),
    ],
    ids=["seven of ten", "nine of ten", "only those not answered sooner", "too few", "too few that took as long"],
)
def test_like_applications_say_how_likely_a_date_is(lengths, allowed, used, expected):
    assert outlook(lengths, allowed, used) == expected


@pytest.mark.parametrize(("n", "kept", "of_ten"), [(20, 14, 7), (200, 199, 9), (200, 1, 1), (30, 30, 10), (30, 0, 0)])
def test_of_ten_is_never_all_or_none_where_one_was_different(n, kept, of_ten):
    assert Outlook(n, 5, kept, 5).of_ten == of_ten


def test_a_rule_needs_ten_cases():
    assert usual({2: 9}) is None
    assert usual({2: 5, 4: 4, 9: 1}) == Usual(10, 2, 4)


def test_who_opens_one_sees_how_likely_the_date_is(ten, sign_in, client):
    sign_in("karimi")

    text = client.get("/applications/new?sheet=dig_permit&lang=en").text

    assert "3 of 10 like this one were done by then." in text  # three days by the sheet, one to ten in fact
    assert "Eight in ten took up to 8 working days" in text
    assert "With a document missing:" not in text


def test_who_extends_sees_it_for_the_chosen_day(ten, opened, sign_in, client):
    made = opened("dig_permit", received=DIGGING, another=True)

    def said(days: int) -> str:
        sign_in("civil")
        day = (clock.now() + days * DAY).date()
        return client.get(f"/applications/{made.id}/outlook?lang=en&day={day}").text

    assert "3 of 10 like this one were done by then." in said(3)
    assert "9 of 10 like this one were done by then." in said(9)
    assert "3 of 10 like this one" in client.get(f"/applications/{made.id}?lang=en").text  # of the date now promised
    assert "of 10" not in client.get(f"/applications/{made.id}/outlook?day=tomorrow").text
    assert "of 10" not in said(800)  # nobody may promise that
    clock.fix(clock.now() + 4 * DAY)
    assert "of 10" not in said(30)  # seven took as long as this one has by now: too few


def test_those_of_an_earlier_half_year_and_with_missing_documents_are_not_like_it(ten, office):
    due = clock.now() + 3 * DAY
    promise = Promise(office, ten[0].sheet_id, False, due)

    assert alike.prospect(db.session(), promise).outlook.n == 10
    assert alike.prospect(db.session(), promise._replace(missing=True)) is None
    clock.fix(clock.now() + 183 * DAY)
    assert alike.prospect(db.session(), promise) is None


def test_the_tracking_page_says_how_long_the_stage_takes_as_a_rule(ten, opened, client):
    made = opened("dig_permit", received=DIGGING, another=True)

    text = client.get(f"/track/{made.code}?lang=en", follow_redirects=True).text

    assert "This stage usually takes up to 5 working days," in text
    assert "nine in ten take up to 9 days." in text
