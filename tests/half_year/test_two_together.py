"""Two half-years of a small town in one report: what stays hidden in every form of it, and that no day is in two."""

from datetime import UTC, datetime

import pytest

from deskq.core import clock
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name
from deskq.half_year.rules.together import THIN, InOtherReport, NoneThin
from deskq.half_year.service import versions
from tests.half_year.conftest import AFTER
from tests.tools.tables import csv_rows

BOTH = Half(140522)
#: 2 Mehr 1406: the first half of 1406 is over too.
AUTUMN = datetime(2027, 9, 24, 6, 30, tzinfo=UTC)


@pytest.fixture
def years(file, half):
    """Six and four requests about asphalt, three and three about animals: too few animals for one half-year."""
    for at, asphalt in ((None, 6), (AFTER, 4)):
        if at is not None:
            clock.fix(at)
        for category, times in (("asphalt", asphalt), ("animals", 3)):
            for number in range(times):
                file(category=category, body=f"{category} {number}")
    clock.fix(AUTUMN)


@pytest.fixture
def together(years, prepare, publish):
    prepare(BOTH, Name("آسفالت هنوز ضعف ماست", "Asphalt is still our weakness"))
    return publish(BOTH)


def test_the_report_of_both_counts_the_days_of_both(together, client):
    page = client.get(f"/published/{BOTH}?lang=en")
    table = csv_rows(client.get(f"/published/{BOTH}.csv").text)
    rows = [row for row in table if row["table"] == "said" and row["column"] == "total"]

    assert page.status_code == 200
    assert "Asphalt is still our weakness" in page.text
    counted = {row["row"]: row["value"] for row in rows}
    assert (counted["asphalt"], counted["animals"], counted["total"]) == ("10", "6", "16")
    assert {row["half_year"] for row in rows} == {"1405-2-to-1406-1"}


def test_its_address_is_that_of_two_half_years_in_a_row(together, client):
    assert client.get("/published/1405-2-to-1406-2").status_code == 404
    assert client.get("/published/1406-1-to-1405-2").status_code == 404
    assert client.get("/published/۱۴۰۵-۲-to-۱۴۰۶-۱").status_code == 200
    assert str(BOTH) in client.get("/published/reports").text


@pytest.mark.parametrize("alone", [Half(14052), Half(14061)])
def test_neither_half_year_gets_a_report_of_its_own_afterwards(office, mayor, together, client, alone):
    with pytest.raises(InOtherReport):
        versions.freeze(office, "person:1", mayor, alone)

    assert client.get(f"/published/{alone}").status_code == 404


def test_two_half_years_with_enough_messages_have_no_common_report(office, mayor, file):
    for at in (None, AFTER):
        if at is not None:
            clock.fix(at)
        for number in range(THIN):
            file(category="asphalt", body=f"asphalt {number}")
    clock.fix(AUTUMN)

    with pytest.raises(NoneThin):
        versions.freeze(office, "person:1", mayor, BOTH)
