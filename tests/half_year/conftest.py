"""Fixtures of half-year reports: a half-year with messages, and the clock after its end."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.service import actions, versions, withdrawal
from deskq.staff import queries as staff_queries
from tests.half_year.needed_findings import write_needed
from tests.tools.admin_pages import browser, client, look, page, row, send

__all__ = ["browser", "client", "look", "page", "row", "send"]
#: 2 Farvardin 1406: the second half of 1405 is over.
AFTER = datetime(2027, 3, 22, 6, 30, tzinfo=UTC)
HEADLINE = Name("آسفالت هنوز ضعف ماست", "")


@pytest.fixture
def half() -> Half:
    """That of the tests' morning, 3 Azar 1405."""
    return Half(14052)


@pytest.fixture
def said(file, half):
    """Twelve requests about asphalt, seven about gutters, three about animals; afterwards the half-year is over."""
    for category, times in (("asphalt", 12), ("gutters", 7), ("animals", 3)):
        for number in range(times):
            file(category=category, body=f"{category} {number}")
    file("report", body="محرمانه")
    clock.fix(AFTER)


@pytest.fixture
def number_of():
    """``number_of("mayor")``: the id of that person."""
    return lambda name: staff_queries.person_by_name(db.session(), name).id


@pytest.fixture
def mayor(office) -> int:
    return staff_queries.person_by_name(db.session(), "mayor").id


@pytest.fixture
def promise(office, units):
    """``promise(half)``: a corrective action, and the findings without which its report cannot be published."""

    def make(half, what="چالهٔ هر خیابان تا ده روز پر می‌شود") -> CorrectiveAction:
        fields = {"what_fa": what, "what_en": "", "proof_fa": "", "proof_en": "", "unit_id": units["civil_works"],
                  "category_id": None, "due": half.after.last}  # fmt: skip
        write_needed(office, half)
        return actions.promise(office, "person:1", half, None, fields)

    return make


@pytest.fixture
def at_due(half):
    """``at_due(3)``: the clock goes to so many days after the day of a promise, or before it."""
    return lambda days: clock.fix(AFTER + (half.after.last + timedelta(days=days) - AFTER.date()))


@pytest.fixture
def prepare(office, mayor, half, promise):
    """``prepare()``: the report is frozen and has a headline and a promise; it may be published."""

    def make(of: Half = half, headline: Name = HEADLINE) -> None:
        versions.freeze(office, "person:1", mayor, of)
        versions.write_headline(office, "person:1", of, *headline)
        promise(of)

    return make


@pytest.fixture
def publish(office, mayor, half):
    """``publish()`` publishes the version that was prepared, which comes back."""
    return lambda of=half: versions.publish(office, "person:1", mayor, of)


@pytest.fixture
def correct(office, mayor, half):
    """``correct("...")`` begins a correction of what is published, with its reason."""
    return lambda fa="دوباره شمرده شد", en="": versions.correct(office, "person:1", mayor, half, fa, en)


@pytest.fixture
def withdraw(office, half):
    """``withdraw()``: what is published is withdrawn, with this reason."""
    return lambda why="اشتباه": withdrawal.withdraw(office, "person:1", half, Name(why, ""))


@pytest.fixture
def published(said, prepare, publish):
    prepare()
    return publish()
