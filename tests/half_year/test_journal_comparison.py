"""Figures and published content of half-year reports that SQL changed are named."""

import pytest

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.half_year import journal_comparison
from deskq.half_year.service import versions, withdrawal
from tests.journal_proof.by_sql import by_sql


def found(office: int) -> list[str]:
    db.session.remove()
    return [f"{one.what} is {one.how}" for one in journal_comparison.differences(db.session(), office)]


@pytest.fixture
def withdrawn(office, published, half) -> None:
    """Published, withdrawn, and a correction that was dropped and begun again."""
    withdrawal.withdraw(office, "person:1", half, Name("پیش از بازبینی منتشر شد", ""))


def test_what_happened_is_what_the_journal_tells(office, published, mayor, half):
    assert found(office) == []

    versions.correct(office, "person:1", mayor, half, "عددی اشتباه بود", "")
    assert found(office) == []
    withdrawal.withdraw(office, "person:1", half, Name("پیش از بازبینی منتشر شد", ""))

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
def test_a_report_that_was_changed_is_named(office, withdrawn, statement, words):
    assert found(office) == []

    by_sql(statement)

    told = found(office)
    assert any(words in one for one in told)
    assert all("14052" in one for one in told)
