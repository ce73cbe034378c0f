"""Staff pages of findings: written with what they rest on, corrected, removed, and at most five."""

import pytest
from sqlalchemy import select

from deskq.core.extensions import db
from deskq.half_year.models import Finding
from deskq.half_year.rules.findings import MOST
from tests.tools.forms import form_of

PAGE = "/manage/half-year"
WRITE = f"{PAGE}/1405-2/findings"
EDGES = "چاله‌ها از لبهٔ حفاری‌ها آغاز می‌شوند"
ASPHALT = "چاله‌ها پس از هر باران برمی‌گردند"


@pytest.fixture
def written(office):
    """``written()``: texts of the findings as they are now, the oldest first."""

    def texts() -> list[str]:
        db.session.remove()
        return list(db.session.scalars(select(Finding.text_fa).filter_by(office_id=office).order_by(Finding.id)))

    return texts


@pytest.fixture
def finding(written, row, said, sign_in, send) -> str:
    """Address of one about asphalt, written on its page."""
    sign_in("supervisor")
    send(WRITE, text_fa=ASPHALT, text_en="", sources=["subject:asphalt"])
    return f"{PAGE}/findings/{row(Finding).id}"


def test_a_finding_is_written_with_the_figure_on_which_it_rests(finding, written, page):
    form = page(finding)

    assert written() == [ASPHALT]
    assert 'value="subject:asphalt" checked' in form
    assert 'value="subject:gutters" checked' not in form
    assert ASPHALT in page(f"{PAGE}/1405-2")


@pytest.mark.parametrize("sources", [[], ["subject:nothing"], ["message:999999"], ["comment:1"], ["asphalt"]])
def test_one_that_rests_on_nothing_that_is_there_is_refused_and_keeps_its_words(written, said, sign_in, send, sources):
    sign_in("supervisor")

    refused = send(WRITE, 422, text_fa=ASPHALT, text_en="Potholes come back", sources=sources)

    assert written() == []
    assert ASPHALT in refused
    assert "Potholes come back" in refused


def test_it_is_corrected_and_removed(finding, written, page, send):
    fields = {"text_fa": EDGES, "text_en": "", "sources": ["subject:asphalt", "subject:gutters"]}

    send(finding, revision=form_of(page(finding), finding).values["revision"], **fields)
    assert written() == [EDGES]

    send(f"{finding}/removal")
    assert written() == []


def test_a_sixth_one_is_refused(written, said, sign_in, send):
    sign_in("supervisor")
    fields = {"text_en": "", "sources": ["subject:asphalt"]}
    for number in range(MOST):
        send(WRITE, text_fa=f"{ASPHALT} {number}", **fields)

    refused = send(WRITE, 409, text_fa=ASPHALT, **fields)

    assert "at most 5 findings" in refused
    assert len(written()) == MOST


def test_published_ones_stay_until_a_correction_is_begun(office, published, correct, written, sign_in, send):
    sign_in("supervisor")
    before = written()
    first = db.session.scalars(select(Finding.id).filter_by(office_id=office)).first()

    send(f"{PAGE}/findings/{first}/removal", 409)
    assert written() == before

    correct("یک یافته درست نبود.")
    send(f"{PAGE}/findings/{first}/removal")
    assert written() == before[1:]
