"""A reason with a telephone number never reaches the journal; the form comes back with what was typed."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from tests.conftest import PASSWORD


@pytest.fixture
def operator(browser):
    comes = browser()
    comes.post("/sign-in", data={"name": "operator", "password": PASSWORD})
    return comes


def reasons(office: int) -> list[str]:
    db.session.remove()
    entries = journal.walk(db.session(), office)
    return [entry.facts["why"] for entry in entries if entry.kind == "message.sender_revealed"]


@pytest.mark.parametrize("noun", ["sender", "work-order"])
@pytest.mark.parametrize("why", ["شهروند با ۰۹۳۵ ۱۲۳ ۴۵۶۷ زنگ زد", "+98 21 8877 6655", "کد ملی 0499370899"])
def test_a_reason_with_a_number_is_refused_with_a_sentence_and_kept_in_the_form(office, file, operator, noun, why):
    message = file("complaint")

    answer = operator.post(f"/inbox/{message.id}/{noun}", data={"why": why})

    assert answer.status_code == 422
    assert why in answer.text
    assert "برای همیشه" in answer.text
    assert reasons(office) == []


def test_a_reason_without_a_number_is_taken(office, file, operator):
    message = file("complaint")

    assert operator.post(f"/inbox/{message.id}/sender", data={"why": "برای تماس"}).status_code == 200
    assert reasons(office) == ["برای تماس"]
