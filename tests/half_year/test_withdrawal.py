"""A report that was published by mistake is withdrawn; what was published stays."""

import pytest

from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.half_year.events import ReportWithdrawn
from deskq.half_year.models import ReportVersion
from deskq.half_year.queries import content, reports
from deskq.half_year.rules import reviews
from deskq.half_year.service import versions
from deskq.staff import queries as staff_queries

PAGE = "/manage/half-year/1405-2"
REASONS = {"withdrawal_fa": "پیش از بازبینی منتشر شد", "withdrawal_en": "It was published before it was checked"}
WITHDRAWAL = {"number": "1", **REASONS}


def test_a_published_report_is_withdrawn_with_its_reason_and_what_was_published_stays(
    office, mayor, published, half, page, sign_in
):
    before, links = published.public, page("/?lang=en").count("/published/1405-2")
    reader = sign_in("mayor")

    answers = [reader.post(f"{PAGE}/withdrawal", data=WITHDRAWAL).status_code for _ in range(2)]

    assert answers == [303, 303]
    words = "was withdrawn on Monday 22 March 2027."
    for address in ("/published/reports?lang=en", "/published/1405-2?lang=en", f"{PAGE}?lang=en"):
        assert words in page(address)
        assert f'<p dir="auto">{REASONS["withdrawal_en"]}</p>' in page(address)
    persian = page("/published/1405-2?lang=fa")
    assert "این گزارش دوشنبه ۲ فروردین ۱۴۰۶ پس گرفته شد." in persian
    assert "پیش از بازبینی منتشر شد" in persian
    assert "گزارش پس‌گرفته‌شده" in persian.partition("half-title")[0]
    assert "آسفالت هنوز ضعف ماست" not in page("/published/reports?lang=fa")
    assert (links, page("/?lang=en").count("/published/1405-2")) == (1, 0)
    assert versions.digest(before) in page("/published/1405-2")
    file = page("/published/1405-2.csv")
    assert "1405-2,1,said,asphalt,total,12,,,,0,2027-03-22" in file
    db.session.rollback()
    [version] = reports.versions(db.session(), office, half)
    assert version.public == before
    events = [entry.event for entry in journal.walk(db.session(), office) if entry.kind == "half_year.withdrawn"]
    assert events == [ReportWithdrawn(half.code, 1, *REASONS.values())]


def test_after_a_withdrawal_a_new_version_is_published_and_listed(published, withdraw, correct, publish, page):
    withdraw()
    correct()
    publish()

    assert "was withdrawn" not in page("/published/reports?lang=en")
    assert "/published/1405-2" in page("/published?lang=en")
    assert "was withdrawn" in page("/published/1405-2?lang=en&version=1")
    assert "was withdrawn" not in page("/published/1405-2?lang=en")


@pytest.mark.parametrize("before", [True, False], ids=["withdrawn", "standing"])
def test_a_withdrawal_of_an_older_page_leaves_a_later_version(published, correct, publish, sign_in, page, before):
    reader = sign_in("mayor")
    if before:
        reader.post(f"{PAGE}/withdrawal", data=WITHDRAWAL)
    correct()
    publish()

    again = reader.post(f"{PAGE}/withdrawal?lang=en", data=WITHDRAWAL)
    other = reader.post(f"{PAGE}/withdrawal?lang=en", data=WITHDRAWAL | {"withdrawal_fa": "دیگر"})
    wrong = reader.post(f"{PAGE}/withdrawal", data={"number": 1, "withdrawal_fa": ""})

    assert (again.status_code, other.status_code, wrong.status_code) == (303 if before else 409, 409, 422)
    assert "Another version was published in the meantime." in other.text
    assert 'name="number" value="1"' in wrong.text, "the page still names the version that was seen"
    assert "was withdrawn" not in page("/published/1405-2?lang=en")


def test_the_next_report_is_not_compared_with_one_that_was_withdrawn(
    office, published, half, withdraw, correct, publish
):
    after = ReportVersion(office_id=office, half=half.after.code, number=1)
    compared = [content.texts(db.session(), after, [], [])["before"]["half"]]
    withdraw()

    compared.append(content.texts(db.session(), after, [], [])["before"])
    correct()
    publish()
    compared.append(content.texts(db.session(), after, [], [])["before"]["half"])

    assert compared == [half.code, None, half.code]


@pytest.mark.parametrize(("name", "status"), [("supervisor", 403), ("mayor", 422)])
def test_only_the_mayors_role_withdraws_and_only_with_a_reason(name, status, office, published, half, sign_in):
    reader = sign_in(name)

    answer = reader.post(f"{PAGE}/withdrawal", data={})

    assert answer.status_code == status
    assert ("/withdrawal" in reader.get(PAGE).text) == (name == "mayor")
    assert reports.versions(db.session(), office, half)[0].withdrawn_at is None


def test_a_reason_names_nobody_and_what_is_not_published_is_not_withdrawn(office, mayor, said, half, withdraw):
    versions.freeze(office, "person:1", mayor, half)

    with pytest.raises(reviews.NothingToWithdraw):
        withdraw()
    with pytest.raises(InvalidInput):
        withdraw(staff_queries.person(db.session(), mayor).name)
