"""Heirs who apply together: their shares and deeds, who sees them, and how one of them is exported and erased."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskq.application_opening import rules
from deskq.application_opening.service.new_application import Heir
from deskq.applications import personal_data, retention
from deskq.applications.models import Applicant, ApplicationHeir
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.personal_data import Subject
from deskq.core.transactions import transaction
from tests.applications.conftest import BOTH, DIGGING
from tests.tools.forms import form_of

FIRST, SECOND = "0499370899", "0084575948"
HEIRS = (Heir("سارا یوسفی", FIRST, "", "۱/۸"), Heir("رضا یوسفی", SECOND, "وکالت ۱۲", "7/8"))


@pytest.fixture
def of_heirs(opened):
    """``of_heirs()``: an application of two heirs."""
    return lambda heirs=HEIRS: opened("dig_permit", kind="heirs", deed="۱۴۰۵/۷۷", heirs=heirs, received=DIGGING)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_the_shares_of_a_whole_never_exceed_it(parts):
    whole = sum(parts)
    shares = [rules.share_of(f"{part}/{whole}") for part in parts]

    assert not rules.exceed_whole(shares)
    assert rules.exceed_whole([*shares, Fraction(1, 10**6)])


@pytest.mark.parametrize("typed", ["0/8", "9/8", "1/0", "1", "-1/8", "1/8/2", "\u0967/\u096e", "یک هشتم", "1/9999999"])
def test_what_is_no_share_of_one_whole_is_none(typed):
    assert rules.share_of(typed) is None


@BOTH
def test_heirs_are_kept_in_order_with_shares_and_deeds(of_heirs, look):
    made = of_heirs((*HEIRS, Heir()))

    kept = look().query(ApplicationHeir).order_by(ApplicationHeir.position).all()
    assert [(one.application_id, one.name, one.national_id, one.share, one.deed) for one in kept] == [
        (made.id, "سارا یوسفی", FIRST, "1/8", ""),
        (made.id, "رضا یوسفی", SECOND, "7/8", "وکالت ۱۲"),
    ]


@pytest.mark.parametrize(("typed", "kept"), [("⅛", "1/8"), ("1 / 8", "1/8"), ("۱\u2044۸", "1/8"), ("½", "1/2")])
def test_a_share_is_kept_in_one_spelling(of_heirs, look, typed, kept):
    of_heirs((Heir("سارا", FIRST, "", typed),))

    assert look().query(ApplicationHeir).one().share == kept


@pytest.mark.parametrize(
    ("heirs", "words"),
    [
        ((Heir("", FIRST),), "name"),
        ((Heir("سارا", "1111111111"),), "national ID"),
        ((Heir("سارا", FIRST), Heir("رضا", FIRST)), "same national ID"),
        ((Heir("سارا", FIRST, "", "نصف"),), "1/8"),
        ((Heir("سارا", FIRST, "", "5/8"), Heir("رضا", SECOND, "", "1/2")), "more than the whole"),
        ((Heir("سارا"),) * 31, "too many"),
    ],
)
def test_a_wrong_row_is_refused_in_words_and_nothing_is_opened(of_heirs, look, heirs, words):
    with pytest.raises(InvalidInput) as refused:
        of_heirs(heirs)

    assert words in refused.value.fields["heirs"]
    assert look().query(Applicant).count() == 0


@pytest.mark.parametrize(
    ("field", "typed"), [("file_number", "\ufdfa" * 40), ("parcel_code", "\u246b" * 3 + "-\u246b\u246b\u246b" * 6)]
)
@BOTH
def test_a_code_that_is_longer_once_normalised_is_refused(opened, field, typed):
    with pytest.raises(InvalidInput) as refused:
        opened("dig_permit", received=DIGGING, **{field: typed})

    assert field in refused.value.fields


def test_of_an_owner_no_heirs_are_kept(opened, look):
    opened("dig_permit", heirs=HEIRS, received=DIGGING)

    assert look().query(ApplicationHeir).count() == 0


def test_the_page_keeps_the_rows_adds_one_and_opens(sign_in, made, look):
    clerk = sign_in("karimi")
    page = clerk.get("/applications/new?sheet=dig_permit&kind=heirs")
    sent = form_of(page.text, "/applications/new")
    rows = {"heir_name": ["سارا یوسفی", "رضا یوسفی", ""], "heir_share": ["1/8", "7/8", ""]}
    typed = sent.changed(name="کاظم", phone="09121234567", deed="۷۷", received=sorted(DIGGING), **rows)

    more = clerk.post("/applications/new", data={**typed.to_dict(flat=False), "go": "heir"})
    again = form_of(more.text, "/applications/new").values
    answer = clerk.post("/applications/new", data=again)

    assert again.getlist("heir_name") == ["سارا یوسفی", "رضا یوسفی", ""]
    assert answer.status_code == 303
    assert look().query(ApplicationHeir).filter_by(application_id=made().id).count() == 2


def test_they_are_shown_with_the_applicant_only_and_never_to_who_has_the_code(sign_in, client, of_heirs):
    made = of_heirs()
    expert = sign_in("civil")
    address = f"/applications/{made.id}"

    shown = expert.post(f"{address}/applicant", data={"why": "تماس"}).text

    assert "رضا یوسفی" in shown
    assert "۷/۸" in shown
    for page in (expert.get(address), expert.get(f"{address}/receipt"), client.get(f"/track/{made.code}")):
        assert "رضا یوسفی" not in page.text


@BOTH
def test_one_heir_is_exported_and_erased_without_the_others(of_heirs, office, look):
    made, subject = of_heirs().id, Subject(national_id=SECOND)

    (record,) = personal_data.HOLDING.find(db.session(), office, subject)
    running = personal_data.HOLDING.still_open(db.session(), office, subject)
    with transaction(office, "test") as tx:
        erased = personal_data.HOLDING.erase(tx, subject)

    assert (record["name"], record["share"], record["kind"]) == ("رضا یوسفی", "7/8", "وارث")
    assert "سارا" not in str(record)
    assert set(record) <= set(personal_data.HOLDING.labels)
    assert (running, erased) == (1, 1)
    session = look()
    assert [one.name for one in session.query(ApplicationHeir)] == ["سارا یوسفی"]
    assert session.get(Applicant, made).name == "کاظم یوسفی"
    assert personal_data.HOLDING.find(session, office, subject) == []


def test_with_the_applicant_the_heirs_are_erased(of_heirs, office, look):
    made = of_heirs()

    with transaction(office, "test") as tx:
        retention.erase_applicants(tx, [made.id])

    assert look().query(ApplicationHeir).count() == 0
