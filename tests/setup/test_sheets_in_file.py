"""Service sheets in the set-up file."""

import pytest

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.service_sheets import queries
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from deskq.service_sheets.rules.content import OUTSIDE, Document, Question, Stage
from deskq.service_sheets.rules.graph import BrokenGraph
from tests.setup.files import HEAD, put, read, text_of, wrong_lines

WELL = """\
sheets:
  - code: water_well
    name_fa: مجوز حفر چاه
    name_en: Permit for a well
    offered: true
    cost: bill
    visits: ۲
    hours_fa: شنبه تا چهارشنبه
    first_day: ۱۴۰۵/۰۱/۱۵
    stages:
      - {code: request, name_fa: درخواست, unit: desk, days: 1, at_desk: true}
      - {code: visit, name_fa: بازدید, unit: civil_works, days: 3}
      - {code: water, name_fa: استعلام آب, unit: civil_works, kind: outside, after: [request], days: 5}
      - {code: reply, name_fa: پاسخ, unit: desk, days: 1, after: [visit, water]}
    documents:
      - {code: deed, name_fa: سند مالکیت}
      - {code: proxy, name_fa: وکالت‌نامه, when: by_proxy}
    questions:
      - {code: by_proxy, name_fa: با وکیل؟}
"""


def content(office: int, code: str):
    return queries.sheet(db.session(), office, code).content


def test_the_sheets_of_one_office_are_those_of_another_one_afterwards(office):
    def sheets():
        return [(one.sheet.code, one.sheet.offered, one.content) for one in queries.sheets(db.session(), office)]

    before, text = sheets(), text_of(office)
    assert text.count("legal_basis_fa:") > 5
    assert read(text, office)[1] == []
    db.session.query(SheetVersion).delete()
    db.session.query(ServiceSheet).delete()
    db.session.commit()

    assert put(text, office) == len(before)

    assert sheets() == before
    assert read(text, office)[1] == []


def test_a_sheet_is_written_with_its_stages_documents_and_questions_and_one_changed_day_is_a_new_version(office):
    put(HEAD + WELL, office)

    found = content(office, "water_well")
    assert found.name == Name("مجوز حفر چاه", "Permit for a well")
    assert found.stages == (
        Stage("request", Name("درخواست", ""), "desk", 1, at_desk=True),
        Stage("visit", Name("بازدید", ""), "civil_works", 3, after=("request",)),
        Stage("water", Name("استعلام آب", ""), "civil_works", 5, OUTSIDE, ("request",)),
        Stage("reply", Name("پاسخ", ""), "desk", 1, after=("visit", "water")),
    )
    assert found.documents[1] == Document("proxy", Name("وکالت‌نامه", ""), "by_proxy")
    assert found.questions == (Question("by_proxy", Name("با وکیل؟", "")),)
    assert (found.cost, found.visits, found.first_day) == ("bill", 2, "2026-04-04")
    assert read(HEAD + WELL, office)[1] == []

    assert put(HEAD + WELL.replace("days: 3", "days: 4"), office) == 1
    assert queries.sheet(db.session(), office, "water_well").sheet.version == 2
    assert content(office, "water_well").stage("visit").days == 4


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("unit: civil_works, days: 3", "unit: nowhere, days: 3", 13),
        ("kind: outside", "kind: nobody", 14),
        ("days: 5", "days: 500", 14),
        ("cost: bill", "cost: cheap", 7),
        ("code: deed, name_fa: سند مالکیت", "code: deed", 17),
    ],
)
def test_what_is_wrong_is_named_with_its_line(office, old, new, line):
    assert [one for one, _ in wrong_lines(HEAD + WELL.replace(old, new), office)] == [line]


def test_stages_that_wait_for_each_other_change_nothing(office):
    text = HEAD + WELL.replace("unit: civil_works, days: 3", "unit: civil_works, after: [reply]")

    with pytest.raises(BrokenGraph):
        put(text, office)

    db.session.rollback()
    assert "water_well" not in {one.sheet.code for one in queries.sheets(db.session(), office)}


def test_what_a_sheet_says_of_money_and_of_its_result_is_read_and_written(office):
    said = (
        "    refund_fa: با رسید به امور مالی بروید.\n    handover_fa: دبیرخانه\n    keep_days: ۳۰\n"
        "    valid_for: 2\n    valid_unit: year\n    validity_fa: از روز صدور\n"
    )
    put(HEAD + WELL.replace("    stages:\n", f"{said}    stages:\n"), office)

    well = content(office, "water_well")
    assert (well.refund.fa, well.handover.fa, well.validity.fa) == (
        "با رسید به امور مالی بروید.", "دبیرخانه", "از روز صدور",
    )  # fmt: skip
    assert (well.keep_days, well.valid_for, well.valid_unit) == (30, 2, "year")
    assert read(text_of(office), office)[1] == []
