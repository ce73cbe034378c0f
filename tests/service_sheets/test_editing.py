"""What an admin can type into a sheet: codes of documents and questions, the days in which it is received."""

from dataclasses import replace

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.service_sheets import queries
from deskq.service_sheets.models import ServiceSheet
from deskq.service_sheets.rules.content import Document, Question
from deskq.service_sheets.service import sheets as service
from tests.tools.forms import form_of

ADDRESS = "/manage/sheets/dig_permit"
PLAN = Document("plan", Name("نقشه", "Plan"))


@pytest.fixture
def opened(sign_in, office):
    """An admin, and the form of a sheet as they opened it."""
    admin = sign_in("admin")
    return admin, form_of(admin.get(ADDRESS).text, ADDRESS)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"documents": (PLAN, PLAN)}, "documents"),
        ({"documents": (replace(PLAN, code="my plan"),)}, "documents"),
        ({"documents": (replace(PLAN, code="p" * 41),)}, "documents"),
        ({"documents": (replace(PLAN, name=Name("", "")),)}, "documents"),
        ({"documents": (replace(PLAN, when="!nothing"),)}, "documents"),
        ({"questions": (Question("tenant", Name("", "")),)}, "questions"),
        ({"questions": (Question("a+b", Name("مستأجر", "Tenant")),)}, "questions"),
        ({"name": Name("", "Digging")}, "name_fa"),
        ({"cost": "free of charge"}, "cost"),
        ({"first_day": "2026-11-22", "last_day": "2026-11-21"}, "last_day"),
    ],
)
def test_rows_that_no_application_could_have_are_refused(office, changed, field):
    now = queries.sheet(db.session(), office, "dig_permit").content

    with pytest.raises(InvalidInput) as refused:
        service.save(office, "test", "dig_permit", replace(now, **changed))

    assert set(refused.value.fields) == {field}


def test_a_sheet_has_a_code_of_small_latin_letters(office):
    now = queries.sheet(db.session(), office, "dig_permit").content
    count = db.session().query(ServiceSheet).count()

    for code in ("Dig", "dig permit", "dig-permit", "مجوز", "", "d" * 41):
        with pytest.raises(InvalidInput) as refused:
            service.save(office, "test", code, now)
        assert set(refused.value.fields) == {"code"}
        assert db.session().query(ServiceSheet).count() == count


@pytest.mark.parametrize(
    ("first", "last", "stored"),
    [("۱۴۰۵/۰۹/۰۱", "1405/09/30", ("2026-11-22", "2026-12-21")), ("2026-11-22", "", ("2026-11-22", "")),
     ("", "", ("", ""))],
)  # fmt: skip
def test_the_days_in_which_it_is_received_are_typed_in_either_calendar(opened, office, look, first, last, stored):
    admin, sent = opened
    wrong = admin.post(ADDRESS, data=sent.changed(first_day=["فردا"]))
    assert wrong.status_code == 422
    assert 'id="first_day-problem"' in wrong.text

    answer = admin.post(ADDRESS, data=sent.changed(first_day=[first], last_day=[last], visits=["3"]))

    assert answer.status_code == 303
    content = queries.sheet(look(), office, "dig_permit").content
    assert (content.first_day, content.last_day) == stored
    assert "در این زمان درخواست این خدمت پذیرفته نمی‌شود" not in admin.get("/services/dig_permit").text


def test_a_form_of_thousands_of_stages_is_drawn_at_once_with_those_that_a_sheet_may_have(opened):
    admin, sent = opened
    count = 2000
    columns = {name: ["a"] * count for name in ("stage_fa", "stage_en", "stage_unit", "stage_kind", "stage_flags")}
    codes = [f"s{number}" for number in range(count)]
    columns |= {"stage_code": codes, "stage_after": ["", *codes[:-1]], "stage_days": ["1"] * count}

    shown = admin.post(ADDRESS, data=sent.changed(go=["draw"], **columns))

    assert shown.status_code == 200
    assert shown.text.count('class="stage-box"') == 60


@pytest.mark.parametrize("rows", ["stage", "document", "question"])
def test_a_row_with_a_name_alone_gets_a_code_by_itself(opened, office, look, rows):
    """A person who sets up an office types names, not codes."""
    admin, sent = opened
    names, units = sent.values.getlist(f"{rows}_fa"), sent.values.getlist("stage_unit")
    empty = next(nth for nth, name in enumerate(names) if not name)
    names[empty], units[-2] = "نام تازه", "desk"
    more = {"stage_unit": units} if rows == "stage" else {}

    assert admin.post(ADDRESS, data=sent.changed(**{f"{rows}_fa": names}, **more)).status_code == 303
    kept = getattr(queries.sheet(look(), office, "dig_permit").content, f"{rows}s")
    assert kept[-1].name.fa == "نام تازه"
    assert len({one.code for one in kept}) == len(kept)


def test_as_many_stages_as_there_may_be_run_side_by_side(sign_in, office, look):
    now = queries.sheet(db.session(), office, "dig_permit").content
    first, last = now.stages[0], now.stages[-1]
    side = [replace(first, code=f"side_by_side_{n}", after=(first.code,), days=1) for n in range(58)]
    wide = (first, *side, replace(last, after=tuple(one.code for one in side)))
    service.save(office, "test", "dig_permit", replace(now, stages=wide))
    admin = sign_in("admin")
    sent = form_of(admin.get(ADDRESS).text, ADDRESS)

    assert admin.post(ADDRESS, data=sent.changed(visits="2")).status_code == 303
    kept = queries.sheet(look(), office, "dig_permit").content
    assert (kept.visits, len(kept.stages), len(kept.stages[-1].after)) == (2, 60, 58)


def test_ten_thousand_documents_and_a_megabyte_of_text_are_refused_in_words(opened, office, look):
    admin, sent = opened

    many = admin.post(ADDRESS, data=sent.changed(document_code=[f"d{n}" for n in range(900)]))
    much = admin.post(ADDRESS, data=sent.changed(name_fa="ن" * 200_000))

    assert many.status_code == 422
    assert much.status_code == 413
    assert queries.sheet(look(), office, "dig_permit").version.number == 1
