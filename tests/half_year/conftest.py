"""Fixtures of half-year reports: a half-year with messages, and the clock after its end."""

from datetime import UTC, datetime

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.service import actions, versions
from deskq.staff import queries as staff_queries
from tests.half_year.needed_findings import write_needed
from tests.tools.admin_pages import browser, client, look, page, row, send

__all__ = ["browser", "client", "look", "page", "row", "send"]
#: 2 Farvardin 1406: the second half of 1405 is over.
AFTER = datetime(2027, 3, 22, 6, 30, tzinfo=UTC)


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
def published(office, mayor, said, half, promise):
    versions.freeze(office, "person:1", mayor, half)
    versions.write_headline(office, "person:1", half, "آسفالت هنوز ضعف ماست", "")
    promise(half)
    return versions.publish(office, "person:1", mayor, half)
