"""Figures and published content of half-year reports that SQL changed are named."""

import pytest

from deskq.core.extensions import db
from deskq.half_year import journal_comparison
from tests.journal_proof.by_sql import by_sql


def found(office: int) -> list[str]:
    db.session.remove()
    return [f"{one.what} is {one.how}" for one in journal_comparison.differences(db.session(), office)]


def test_what_happened_is_what_the_journal_tells(office, published, correct, withdraw):
    assert found(office) == []

    correct("عددی اشتباه بود")
    assert found(office) == []
    withdraw()

    assert found(office) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE half_year_version SET public = replace(public, 'a', 'b')", "public is"),
        ("UPDATE half_year_version SET figures = replace(figures, '1', '2')", "figures is"),
        ("UPDATE half_year_version SET published_at = NULL", "public is None"),
        ("UPDATE half_year_version SET withdrawal_fa = 'به دستور'", "withdrawal_fa is"),
        ("UPDATE half_year_version SET withdrawn_at = NULL", "withdrawal_fa is None"),
        ("UPDATE half_year_version SET number = 7", "not in the journal"),
        ("DELETE FROM half_year_version", "is missing"),
    ],
)
def test_a_report_that_was_changed_is_named(office, published, withdraw, statement, words):
    withdraw()
    assert found(office) == []

    by_sql(statement)

    told = found(office)
    assert any(words in one for one in told)
    assert all("14052" in one for one in told)
