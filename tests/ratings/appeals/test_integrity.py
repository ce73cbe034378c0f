"""A decision about an appeal that was changed in the database is detected with the journal."""

import pytest

from deskq.core.extensions import db
from deskq.ratings import integrity
from deskq.ratings import service as ratings
from tests.ratings.appeals.conftest import NOT_UPHELD, UPHELD


@pytest.fixture
def mismatch(office):
    return lambda: integrity.first_mismatch(db.session(), office)


@pytest.mark.parametrize("verdict", [UPHELD, NOT_UPHELD])
def test_an_unchanged_decision_is_intact(office, own, decided, mismatch, verdict):
    ratings.rate(office, own.id, 1, "phone")
    decided(verdict)

    assert mismatch() is None


@pytest.mark.parametrize(("verdict", "ground"), [(NOT_UPHELD, None), (NOT_UPHELD, "other_visit"), (UPHELD, "slip")])
def test_an_appeal_altered_to_upheld_or_to_another_ground_is_named(own, decided, alter, mismatch, verdict, ground):
    appeal = decided(verdict)

    alter("UPDATE rating_appeal SET state = 'upheld', ground = :ground WHERE id = :row", ground=ground, row=appeal.id)

    assert mismatch() == (own.id, "set apart by nobody's decision")


@pytest.mark.parametrize(
    "change", ["UPDATE rating_appeal SET state = 'not_upheld' WHERE id = :row", "DELETE FROM rating_appeal"]
)
def test_a_rating_that_counts_again_against_a_decision_is_named(app, own, decided, alter, mismatch, change):
    appeal = decided(UPHELD)

    alter(change, **({"row": appeal.id} if ":row" in change else {}))

    assert mismatch() == (own.id, "counted against the decision about it")
    told = app.test_cli_runner().invoke(args=["verify-journal"])
    assert (told.exit_code, f"the rating of ticket {own.id} is counted" in told.output) == (1, True)
