"""A half-year is frozen after its end, promised, reviewed and published; what is published never changes."""

import json
import re
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.half_year.models import ReportVersion
from deskq.half_year.queries import reports
from deskq.half_year.rules import reviews
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import actions, versions
from deskq.staff import queries as staff_queries
from tests.half_year.conftest import AFTER
from tests.tools.refusals import refused_at

PAGE = "/manage/half-year/1405-2"
FREEZING = f'action="{PAGE}/freezing"'
SEEN = r'name="seen" value="(\w+)"'


def seen(office, half) -> str:
    """What the page of the unpublished report sends when it is published."""
    session = db.session()
    promises, promised = (reports.promises(session, office, half), reports.actions(session, office, half))
    text = versions.public_text(session, reports.versions(session, office, half)[-1], promises, promised)
    return versions.digest(text)


def table(version: ReportVersion) -> dict[tuple[str, str], int | None]:
    return {(row, column): count for row, column, count in json.loads(version.public)["table"]}


def test_a_half_year_that_still_runs_is_not_frozen(office, mayor, half, sign_in, client):
    with pytest.raises(reviews.StillRunning):
        versions.freeze(office, "person:1", mayor, half)

    assert FREEZING not in sign_in("mayor").get(PAGE).text
    answer = client.post(f"{PAGE}/freezing?lang=en")
    assert answer.status_code == 409
    assert "can be frozen from Sunday 21 March 2027 on" in answer.text


def test_after_the_end_freezing_is_offered_until_the_publication(said, prepare, publish, sign_in):
    reader = sign_in("mayor")
    offered = [FREEZING in reader.get(PAGE).text]

    for go_on in (prepare, publish):
        go_on()
        offered.append(FREEZING in reader.get(PAGE).text)

    assert offered == [True, True, False]


def test_later_changes_do_not_alter_frozen_figures(office, mayor, said, half, file):
    frozen = versions.freeze(office, "person:1", mayor, half).figures
    file(category="asphalt", body="دیرتر")
    db.session().execute(db.text("UPDATE message SET category_id = NULL"))
    db.session().commit()

    stored = reports.versions(db.session(), office, half)[0].figures
    assert stored == frozen
    cells = {row["subject"]: row["items"] for row in json.loads(stored)["cells"]}
    assert cells == {"asphalt": 12, "animals": 3, "gutters": 7}


def test_a_small_subject_is_counted_with_another_so_that_it_does_not_follow(published, page):
    found, text = table(published), page("/published/1405-2?lang=en")

    assert {row: found[row, ""] for row, column in found if not column} == {"asphalt": 12, "rest": 10, "": 22}
    assert "Small subjects together" in text
    assert "Street gutters, Stray dogs and rats" in text
    assert "Root causes" in text
    assert '<ol class="half-causes' not in text, "no empty list where none was found"


def test_the_report_waits_for_the_review_of_the_last_promises_and_its_page_lists_all_that_is_missing(
    office, mayor, said, half, promise, publish, sign_in
):
    last = promise(half.before, "کارت نوبت").id
    versions.freeze(office, "person:1", mayor, half)
    reader, button = sign_in("mayor"), f"{PAGE}/publication"
    missing = ("not reviewed yet: 1", "Promise at least one change.", "Write the headline in Persian.")

    text = reader.get(f"{PAGE}?lang=en").text
    assert [words in text for words in (*missing, button)] == [True, True, True, False]

    versions.write_headline(office, "person:1", half, "سر خط", "")
    promise(half)
    with pytest.raises(reviews.PromisesNotReviewed):
        publish()
    with refused_at("why_fa"):
        actions.review(office, "person:1", mayor, last, Review("not_kept", None, None, "", ""))
    actions.review(office, "person:1", mayor, last, Review("not_kept", None, AFTER.date(), "مناقصه برنده نداشت", ""))
    text = reader.get(f"{PAGE}?lang=en").text
    assert [words in text for words in (*missing, button)] == [False, False, False, True]

    reviewed = json.loads(publish().public)["promises"][0]
    assert (reviewed["outcome"], reviewed["why"]["fa"]) == ("not_kept", "مناقصه برنده نداشت")


def test_a_published_version_cannot_be_changed_by_anything(office, mayor, published, half):
    stored, promised = published.public, reports.actions(db.session(), office, half)[0].id

    for refused in (
        lambda: versions.freeze(office, "person:1", mayor, half),
        lambda: versions.write_headline(office, "person:1", half, "دیگر", ""),
        lambda: versions.publish(office, "person:1", mayor, half),
    ):
        with pytest.raises(reviews.AlreadyPublished):
            refused()
    with pytest.raises(reviews.ReviewedAlready):
        actions.remove(office, "person:1", promised)

    assert reports.versions(db.session(), office, half)[0].public == stored
    last = [entry for entry in journal.walk(db.session(), office) if entry.kind == "half_year.published"][-1]
    assert last.facts["digest"] == versions.digest(stored)


def test_nothing_more_is_promised_in_a_report_that_is_published(office, published, half, promise, sign_in):
    mayor = sign_in("mayor")
    form = {"what_fa": "قولی دیگر", "unit_id": 1, "due": jalali.short_date(half.after.last)}

    with pytest.raises(reviews.PromisesPublished):
        promise(half)
    assert mayor.get(f"/manage/half-year/{half}/actions/new").status_code == 409
    kept = mayor.post(f"/manage/half-year/{half}/actions", data=form)

    assert kept.status_code == 409
    assert "قولی دیگر" in kept.text
    assert [row.what_fa for row in reports.actions(db.session(), office, half)] == ["چالهٔ هر خیابان تا ده روز پر می‌شود"]


def test_a_correction_is_a_second_version_and_both_are_listed(published, correct, publish, page):
    correct("موضوع سه پیام درست شد", "The subject of three was wrong")
    publish()

    assert "The subject of three was wrong" in page("/published/1405-2?lang=en")
    assert "There is a newer version" in page("/published/1405-2?lang=en&version=1")
    assert page("/published/reports?lang=en").count("/published/1405-2") == 3
    assert page("/published/1405-2?lang=en&version=3", 404)


def test_a_correction_says_what_it_corrects(office, published, half, correct):
    with refused_at("correction_fa"):
        correct("", "The subject of three was wrong")

    assert len(reports.versions(db.session(), office, half)) == 1


def test_a_text_that_names_a_member_of_staff_is_refused(office, mayor, said, half):
    versions.freeze(office, "person:1", mayor, half)
    name = staff_queries.person(db.session(), mayor).name

    with refused_at("headline_fa"):
        versions.write_headline(office, "person:1", half, f"با سپاس از {name}", "")


def test_citizens_read_it_and_the_pages_that_lead_to_it(published, page, client):
    text = page("/published/1405-2?lang=en")

    assert "12" in text
    assert "Promised: Wednesday 22 September 2027" in text
    assert 'href="/published/1405-2' in page("/published?lang=en")
    assert 'href="/published/1405-2' in page("/?lang=en")
    rows = client.get("/published/1405-2.csv").text
    assert "withdrawn" in rows
    assert "1405-2,1,said,asphalt,total,12,,,,0" in rows
    assert "1405-2,1,said,rest,total,10,,,,0" in rows
    assert ",animals," not in rows
    assert "asphalt" in client.get("/published/1405-2/dictionary.csv").text
    assert page("/published/9999-9", 404)


def test_a_publication_pressed_again_late_does_not_publish_the_correction(office, published, half, correct, sign_in):
    typed = {"seen": versions.digest(published.public)}
    correct()

    answers = [sign_in("mayor").post(f"{PAGE}/publication?lang=en", data=data) for data in (typed, {})]

    assert [answer.status_code for answer in answers] == [409, 422]
    db.session.rollback()
    assert [row.published_at is None for row in reports.versions(db.session(), office, half)] == [False, True]


@pytest.mark.parametrize("what", ["figures", "headline", "promise"])
def test_what_changed_since_the_page_was_read_is_read_before_it_is_published(
    what, office, mayor, said, half, sign_in, prepare, promise, file
):
    prepare()
    typed, reader = {"seen": seen(office, half)}, sign_in("mayor")

    if what == "figures":
        clock.fix(AFTER - timedelta(days=3))
        for number in range(9):
            file(category="gutters", body=f"more {number}")
        clock.fix(AFTER)
        versions.freeze(office, "person:1", mayor, half)
    if what == "headline":
        versions.write_headline(office, "person:1", half, "سر خط دیگر", "")
    if what == "promise":
        promise(half, "کارت نوبت")
    late = reader.post(f"{PAGE}/publication?lang=en", data=typed)

    assert late.status_code == 409
    assert "Somebody changed this report in the meantime" in late.text
    assert reader.post(f"{PAGE}/publication", data={"seen": re.search(SEEN, late.text)[1]}).status_code == 303


def test_figures_frozen_again_without_a_change_are_published(office, mayor, said, half, sign_in, prepare):
    prepare()
    typed = {"seen": seen(office, half)}
    versions.freeze(office, "person:1", mayor, half)

    assert sign_in("mayor").post(f"{PAGE}/publication", data=typed).status_code == 303
