"""A reason with a telephone number never reaches the journal; the form comes back with what was typed."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db


def reasons(office: int) -> list[str]:
    db.session.remove()
    entries = journal.walk(db.session(), office)
    return [entry.facts["why"] for entry in entries if entry.kind == "message.sender_revealed"]


@pytest.mark.parametrize("noun", ["sender", "work-order"])
@pytest.mark.parametrize("why", ["شهروند با ۰۹۳۵ ۱۲۳ ۴۵۶۷ زنگ زد", "+98 21 8877 6655", "کد ملی 0499370899"])
def test_a_reason_with_a_number_is_refused_with_a_sentence_and_kept_in_the_form(office, file, inside, noun, why):
    message, operator = file("complaint"), inside("operator")

    answer = operator.post(f"/inbox/{message.id}/{noun}", data={"why": why})

    assert answer.status_code == 422
    assert why in answer.text
    assert "برای همیشه" in answer.text
    assert reasons(office) == []
    taken = operator.post(f"/inbox/{message.id}/{noun}", data={"why": "برای تماس"})
    assert (taken.status_code, reasons(office)) == (200, ["برای تماس"])
