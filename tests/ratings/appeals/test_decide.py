"""The inspectorate decides once, after the rating period; the rating itself is never changed."""

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.text import jalali
from deskq.ratings import integrity
from deskq.ratings import service as ratings
from deskq.ratings.appeals import rules, service
from deskq.ratings.results import queries
from deskq.staff import service as staff
from tests.ratings.appeals.conftest import NOT_UPHELD, UPHELD, today


@pytest.mark.parametrize(
    ("verdict", "ground", "counts"), [(UPHELD, "other_visit", False), (NOT_UPHELD, None, True)], ids=["upheld", "not"]
)
def test_an_upheld_appeal_alone_excludes_the_rating_without_changing_it(
    office, own, decided, rated, look, verdict, ground, counts
):
    ratings.rate(office, own.id, 1, "phone", comment="بد")
    decided(verdict)

    kept = rated(own)
    assert (kept.score, kept.comment, kept.mark) == (1, "بد", None)
    (given,) = all_given(look(), office)
    assert (given.ground, given.counts) == (ground, counts)


def all_given(session, office):
    day = jalali.day_number(today())
    return queries.ratings(session, queries.Span(office, day - 1, day, clock.now()))


def test_the_journal_records_the_decision_without_score_or_comment(decided, own, people, look):
    made = decided(UPHELD)

    assert integrity.first_mismatch(look(), own.office_id) is None
    entry = journal.of_ticket(look(), own.id)[-1]
    assert entry.kind == "rating.appeal_decided"
    assert entry.by == f"person:{people['inspectorate']}"
    assert entry.facts == {
        "ticket": own.id, "counter": own.counter_id, "appeal": made.id, "upheld": True, "ground": "other_visit",
    }  # fmt: skip


def test_an_appeal_is_not_decided_while_the_visit_can_still_be_rated(office, people, appeal, later):
    made = appeal()
    later(hours=24)

    with pytest.raises(rules.StillToBeRated):
        service.decide(office, people["inspectorate"], made.id, UPHELD)


def test_a_decision_submitted_twice_is_recorded_once_and_another_inspector_learns_of_it(
    office, people, own, decided, rows, look
):
    made = decided(UPHELD)

    assert service.decide(office, people["inspectorate"], made.id, UPHELD).id == made.id
    with pytest.raises(rules.AlreadyDecided):
        service.decide(office, people["inspector2"], made.id, NOT_UPHELD)
    assert [row.state for row in rows()] == ["upheld"]
    kinds = [entry.kind for entry in journal.of_ticket(look(), own.id)]
    assert kinds.count("rating.appeal_decided") == 1


def test_nobody_decides_their_own_appeal(office, people, appeal, later):
    made = appeal()
    later(hours=25)
    staff.save_person(people["shafiei"], staff.PersonChanges("رضا شفیعی", "inspectorate", True, set()), "test")

    with pytest.raises(rules.OwnAppeal):
        service.decide(office, people["shafiei"], made.id, UPHELD)


@pytest.mark.parametrize("verdict", [(True, "", "x"), (True, "unfair", "x"), (False, "", " ")])
def test_a_decision_requires_a_reason_and_a_ground_when_upheld(office, people, appeal, later, verdict):
    made = appeal()
    later(hours=25)

    with pytest.raises(InvalidInput):
        service.decide(office, people["inspectorate"], made.id, service.AppealDecision(*verdict))


def test_a_missing_appeal_or_one_of_another_office_is_not_found(office, people, appeal):
    made = appeal()

    for where, which in ((office, 999), (office + 1, made.id)):
        with pytest.raises(NotFound):
            service.decide(where, people["inspectorate"], which, UPHELD)
