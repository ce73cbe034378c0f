"""What is refused of half-year reports, their promises and their reviews."""

from datetime import date, timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.queries import reports
from deskq.half_year.rules import reviews
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import actions, versions
from deskq.message_settings import queries as settings_queries
from tests.half_year.conftest import AFTER
from tests.offices.conftest import north
from tests.tools.refusals import refused_at

__all__ = ["north"]

WHY = "مناقصه برنده نداشت"
DAY = timedelta(days=1)
DUE, TODAY = date(2026, 6, 10), date(2026, 7, 1)
#: The first day of the half-year in which the promise was to be kept.
BEGINS = DUE - 8 * DAY


class Draft:
    number, published_at = 1, None

    def __init__(self, headline: str = "سر خط") -> None:
        self.headline_fa = headline


@pytest.fixture
def fields(half, units):
    """The columns of an action as it may be promised."""
    return {"what_fa": "کارت نوبت", "what_en": "", "proof_fa": "", "proof_en": "", "unit_id": units["civil_works"],
            "category_id": None, "due": half.after.last}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["خانم لیلا جعفری", "لیلا\u200cجعفری", "ليلا  جعفري", "لیلاجعفری", "لِیلا جعفری", "by leila jafari", "LEILA JAFARI"],
)
def test_a_name_is_found_in_any_spelling(text):
    people = ["لیلا جعفری", "Leila Jafari", "علی"]

    assert reviews.names_in(text, people)
    assert not reviews.names_in("واحد عمران کارت نوبت علی‌الحساب می‌دهد; the works unit", people)


@pytest.mark.parametrize(("draft", "refusal"), [(None, reviews.NotFrozen), (Draft(headline=""), reviews.NoHeadline)])
def test_nothing_is_published_without_frozen_figures_or_a_headline(draft, refusal):
    reviews.check_may_publish(Draft(), [], ["an action"])

    with pytest.raises(refusal):
        reviews.check_may_publish(draft, [], ["an action"])


@pytest.mark.parametrize(
    ("outcome", "done", "new_due", "field"),
    [
        ("perhaps", None, None, "outcome"),
        ("kept", None, None, "done_day"),
        ("late", None, None, "done_day"),
        ("kept", TODAY + DAY, None, "done_day"),
        ("late", TODAY + DAY, None, "done_day"),
        ("not_kept", TODAY + DAY, None, "done_day"),
        ("kept", DUE + DAY, None, "outcome"),
        ("late", DUE, None, "outcome"),
        ("kept", BEGINS - DAY, None, "done_day"),
        ("not_kept", None, TODAY - DAY, "new_due_day"),
        ("not_kept", None, date(2001, 3, 21), "new_due_day"),
    ],
)
def test_a_review_whose_outcome_and_days_do_not_agree_names_the_field(outcome, done, new_due, field):
    with refused_at(field):
        reviews.check_review(Review(outcome, done, new_due, WHY), DUE, TODAY, BEGINS)


@pytest.mark.parametrize(
    ("outcome", "done", "new_due"),
    [
        *(("kept", DUE, None), ("kept", BEGINS, None), ("late", DUE + DAY, None), ("late", TODAY, None)),
        *(("not_kept", None, None), ("not_kept", None, TODAY)),
    ],
)
def test_a_review_whose_outcome_and_days_agree_is_accepted(outcome, done, new_due):
    reviews.check_review(Review(outcome, done, new_due, WHY), DUE, TODAY, BEGINS)


def test_a_promise_is_reviewed_after_its_half_year(office, half, mayor, promise):
    made = promise(half).id
    review = lambda: actions.review(office, "person:1", mayor, made, Review("not_kept", None, None, "بودجه نرسید", ""))  # noqa: E731

    with pytest.raises(reviews.NotReviewedYet) as refused:
        review()
    assert refused.value.values["day"] == ("یکشنبه ۱ فروردین ۱۴۰۶", "Sunday 21 March 2027")
    clock.fix(AFTER)

    assert review().outcome == "not_kept"


def test_half_years_before_the_office_and_in_the_future_have_no_pages(office, said, half, sign_in):
    mayor = sign_in("mayor")

    for asked, status in (("1300-1", 404), (half.before, 404), (half, 200), (half.after, 200), (half.after.after, 404)):
        assert mayor.get(f"/manage/half-year/{asked}").status_code == status
        assert mayor.get(f"/manage/half-year/{asked}/actions/new").status_code == status
    assert mayor.post("/manage/half-year/1300-1/freezing").status_code == 404
    assert mayor.post("/manage/half-year/1300-1/actions").status_code == 404
    assert reports.latest_versions(db.session(), office) == {}


@pytest.mark.parametrize("field", ["unit_id", "due"])
def test_an_action_needs_a_unit_of_the_office_and_a_day_after_the_half_year(field, office, half, fields):
    wrong = {"unit_id": 999, "due": half.last}

    with refused_at(field):
        actions.promise(office, "person:1", half, None, {**fields, field: wrong[field]})

    assert reports.actions(db.session(), office, half) == []


def test_the_form_of_an_action_names_the_first_day_that_may_be_promised(half, fields, office, sign_in):
    first = half.after.first
    page = sign_in("mayor").get(f"/manage/half-year/{half}/actions/new?lang=en").text
    assert f"On {first.isoformat()} or later" in page

    assert actions.promise(office, "person:1", half, None, fields | {"due": first}).due_day == jalali.day_number(first)


def test_the_subject_of_an_action_is_one_of_the_office(office, half, fields, units, north, sign_in):
    ours = settings_queries.load_settings(db.session(), office).category_by_code["asphalt"]
    theirs = settings_queries.load_settings(db.session(), north).category_by_code["asphalt"]
    typed = {"what_fa": "کارت نوبت", "unit_id": units["civil_works"], "due": "1406/06/01"}
    mayor = sign_in("mayor")

    for wrong in (theirs.id, 99_999):
        answer = mayor.post(f"/manage/half-year/{half}/actions", data=typed | {"category_id": wrong})

        assert answer.status_code == 422
        assert 'id="category_id-problem"' in answer.text
        assert "کارت نوبت" in answer.text
    assert actions.promise(office, "person:1", half, None, fields | {"category_id": ours.id}).category_id == ours.id


def test_an_action_is_removed_and_the_journal_says_so(office, half, promise, look):
    removed, kept = promise(half).id, promise(half).id

    assert actions.remove(office, "person:1", removed) == half

    assert [row.id for row in look().query(CorrectiveAction)] == [kept]
    told = [one for one in journal.walk(look(), office) if one.kind == "half_year.removed"]
    assert [one.facts for one in told] == [{"half": half.code, "promise": removed}]


def test_an_action_that_is_gone_or_of_another_office_is_not_found(office, half, fields, mayor, promise, north, look):
    made = promise(half).id

    for where, number in ((office, 999), (north, made)):
        for press in (
            lambda where=where, number=number: actions.promise(where, "person:1", half, number, fields),
            lambda where=where, number=number: actions.remove(where, "person:1", number),
            lambda where=where, number=number: actions.review(
                where, "person:1", mayor, number, Review("kept", clock.now().date(), None, "", "")
            ),
        ):
            with pytest.raises(NotFound):
                press()
    assert [row.outcome for row in look().query(CorrectiveAction)] == [None]


def test_a_review_that_is_published_cannot_be_changed(office, half, mayor, said, promise, prepare, publish, look):
    last = promise(half.before).id
    actions.review(office, "person:1", mayor, last, Review("not_kept", None, AFTER.date(), WHY, ""))
    prepare()
    publish()

    with pytest.raises(reviews.ReviewedAlready):
        actions.review(office, "person:1", mayor, last, Review("not_kept", None, None, "دلیل دیگر", ""))

    assert look().get_one(CorrectiveAction, last).why_fa == WHY


def test_only_a_published_version_is_corrected_and_only_a_frozen_one_gets_a_headline(
    office, half, mayor, said, correct
):
    with pytest.raises(reviews.NotPublishedYet):
        correct()
    with pytest.raises(reviews.NotFrozen):
        versions.write_headline(office, "person:1", half, "سر خط", "")

    versions.freeze(office, "person:1", mayor, half)

    with pytest.raises(reviews.NotPublishedYet):
        correct()
    assert [row.number for row in reports.versions(db.session(), office, half)] == [1]


def test_who_starts_a_correction_second_reads_that_and_keeps_the_text(office, half, published, sign_in):
    supervisor, texts = sign_in("supervisor"), ("شمارش حیوان‌ها", "شمارش حیوان‌ها", "نام یک خیابان")

    answers = [supervisor.post(f"/manage/half-year/{half}/correction", data={"correction_fa": one}) for one in texts]

    assert [answer.status_code for answer in answers] == [303, 303, 409]
    other = answers[2].text
    assert "پیش از شما کس دیگری تصحیحی را آغاز کرده است" in other
    assert ">نام یک خیابان</textarea>" in other
    assert ">آسفالت هنوز ضعف ماست</textarea>" in other, "the other forms of the page have what is stored"
    assert [row.number for row in reports.versions(db.session(), office, half)] == [1, 2]
