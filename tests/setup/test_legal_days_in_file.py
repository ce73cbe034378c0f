"""The days that hang on a law in the set-up file."""

import pytest

from deskq.core.extensions import db
from deskq.service_sheets import queries
from deskq.service_sheets.models import LegalDays
from deskq.service_sheets.rules.legal_days import Days
from deskq.service_sheets.service import legal_days
from deskq.web.forms import ERROR_TEXTS
from tests.setup.files import HEAD, put, read, text_of, wrong_lines

DAYS = "legal_days: {defence: ۲۰, verdict_objection: 12, objection_decision: 30}\n"


def test_the_days_of_one_office_are_those_of_another_one_afterwards_and_stay_with_a_file_without_them(office):
    session = db.session()
    legal_days.save(office, "test", Days(20, 12, 30))
    text = text_of(office)
    session.query(LegalDays).delete()
    session.commit()

    assert put(text, office) == 1

    assert queries.legal_days(session, office) == Days(20, 12, 30)
    assert read(text, office)[1] == []
    put(f"{HEAD}groups: []\n", office)
    assert queries.legal_days(session, office) == Days(20, 12, 30)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DAYS.replace("12", "0"), ERROR_TEXTS["greater_than_equal"]),
        (DAYS.replace("12", "367"), ERROR_TEXTS["less_than_equal"]),
        (DAYS.replace("12", "ten"), ERROR_TEXTS["int_parsing"]),
        (DAYS.replace(" verdict_objection: 12,", ""), ERROR_TEXTS["missing"]),
        ("legal_days:\n  - {defence: 20}\n", "This is not in the right form."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_with_its_line(office, text, words):
    assert wrong_lines(HEAD + text, office) == [(2, words)]
    assert queries.legal_days(db.session(), office) == Days()
