"""Full-text search of messages: any spelling, and only visible ones."""

import pytest
from sqlalchemy import text

from deskq import create_app
from deskq.core import clock
from deskq.core.extensions import db
from deskq.inbox.queries.search import search
from deskq.message_settings.kinds import LONGEST_BODY
from deskq.messages import fulltext
from deskq.messages.queries import viewers
from deskq.messages.service import create, refer
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.message_input import MessageInput
from deskq.office import queries as office_queries
from deskq.portal import service
from deskq.portal.service import MOST_ADDED
from deskq.rating_followup import service as rating_followup_service
from deskq.staff import queries as staff_queries
from deskq.units import queries
from tests.conftest import MORNING, settings
from tests.load import postgres
from tests.tools.shared_app import close


@pytest.fixture(scope="module")
def postgres_app(seeded_postgres):
    """An application on PostgreSQL, made once: it takes seconds."""
    with postgres.database(seeded_postgres) as url:
        made = create_app(settings(url))
        yield made
        close(made)


@pytest.fixture(params=["sqlite", "postgres"])
def house(request):
    """The demo office on either database, without messages; its id."""
    made = request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")
    clock.fix(MORNING)
    with made.app_context():
        for table in ("message_words", "message_step", "message_sender", "message"):
            db.session().execute(text(f"DELETE FROM {table}"))
        db.session().commit()
        yield office_queries.first_office(db.session()).id
        db.session.remove()
    clock.fix(None)


def viewer(house: int, name: str = "operator") -> viewers.Viewer:
    person = staff_queries.person_by_name(db.session(), name)
    return viewers.viewer(db.session(), house, person.id, clock.now().date())


def found(house: int, typed: str, name: str = "operator") -> list[int]:
    return [row.id for row in search(db.session(), house, viewer(house, name), typed).rows]


def register(house: int, body: str, **given):
    wanted = {"kind": "suggestion", "channel": "web", "body": body, **given}
    return create.register(house, "citizen", MessageInput(**wanted), body)


@pytest.mark.parametrize(
    "typed",
    [
        *("چاله", "چاله‌ها", "چاله ها", "چالهها", "اسفالت", "آسفالت", "كوچه", "کوچه ياس", "پلاک ۱۲", "پلاك 12"),
        *("چا", "یاس  چاله", "«چاله‌های» آسفالت؟", "مسؤول شهر", "CAFÉ", "café"),
    ],
)
def test_a_message_is_found_in_any_spelling(house, typed):
    made = register(house, "چاله‌های آسفالت کوچهٔ یاس پلاک ۱۲؛ مسؤول شهر، Café")
    register(house, "نیمکت پارک")

    assert found(house, typed) == [made.id]


@pytest.mark.parametrize("typed", ["", " ", "؟", "_", "_u1", "'", '"', "a:*", "*", "& | !", "چاله AND NOT", "ن" * 5000])
def test_query_syntax_is_treated_as_plain_words(house, typed):
    register(house, "نیمکت پارک")

    assert found(house, typed) == []


def test_all_words_must_match_and_the_newest_comes_first(house):
    one, two = register(house, "درخت پارک خشک است"), register(house, "پارک تاریک است")

    assert found(house, "پارک") == [two.id, one.id]
    assert found(house, "پارک درخت") == [one.id]


def test_further_results_are_on_the_next_page(house):
    made = [register(house, f"چراغ خیابان {number}").id for number in range(65)]
    pages = [search(db.session(), house, viewer(house), "چراغ")]

    while pages[-1].before is not None:
        pages.append(search(db.session(), house, viewer(house), "چراغ", pages[-1].before))

    assert [len(page.rows) for page in pages] == [30, 30, 5]
    assert [one.id for page in pages for one in page.rows] == made[::-1]


def test_old_messages_are_found_behind_thousands_of_newer_ones(house):
    rare, common = [3, 2_500], range(1, 3_001)
    rows = [fulltext.row(number, ["درخت خشک" if number in rare else "چراغ خاموش"], [7], None) for number in common]
    fulltext.insert_rows(db.session().connection(), rows)

    assert fulltext.find(db.session(), "درخت", 31, 10_000) == [2_500, 3]
    assert fulltext.find(db.session(), "درخت", 31, 2_500, ["_u7"]) == [3]
    assert fulltext.find(db.session(), "چراغ", 3, 2_501) == [2_499, 2_498, 2_497]
    assert fulltext.find(db.session(), "چراغ", 3, 3) == [2, 1]


def test_a_unit_finds_only_messages_it_owns_or_owned(house, action):
    units = {unit.code: unit.id for unit in queries.units(db.session(), house)}
    mine, others = register(house, "پل عابر شکسته"), register(house, "پل کوچک شکسته")
    refer.refer(action("operator", mine), units["civil_works"])
    refer.refer(action("operator", others), units["city_services"])

    assert found(house, "پل", "civil") == [mine.id]
    refer.pass_on(action("civil", mine), units["transport"], "کار ما نیست")
    assert (found(house, "پل", "civil"), found(house, "پل", "city")) == ([mine.id], [others.id])


def test_a_confidential_report_is_never_found_by_its_text(house):
    made = register(house, "گزارش رشوه در باجه", kind="report")

    assert found(house, "رشوه", "inspectorate") == []
    assert found(house, made.code, "inspectorate") == [made.id]
    assert found(house, made.code, "operator") == []


def test_every_text_of_the_citizen_is_found(house, action):
    made = register(house, "نیمکت شکسته")
    service.add_words(house, made.id, "زیر بید")
    rating_followup_service.complete(house, made.id, "کنار فواره", "", "")
    answer(action("operator", made), Answer("explained", "شد."))
    service.return_to_answer(house, made.id, "reopen", "هنوز لق است")

    for typed in ("بید نیمکت", "فواره", "لق نیمکت"):
        assert found(house, typed) == [made.id]


def test_the_first_and_last_of_many_additions_are_found(house):
    made = register(house, "نیمکت شکسته")
    numbers = iter(range(10**6))
    for _ in range(MOST_ADDED):
        service.add_words(house, made.id, " ".join(f"w{next(numbers)}x" for _ in range(500))[: LONGEST_BODY - 20])

    kept = fulltext.row(made.id, [f"w{n}x" for n in range(10**4)], [7], None)["words"].split()
    assert (len(kept), kept[-1]) == (fulltext.MOST_KEPT + 1, "_u7")
    assert found(house, "نیمکت") == [made.id]
    assert found(house, "w4505x") == [made.id]


def test_characters_of_any_script_cause_no_error(house):
    """Of all that Python takes for a letter SQLite parted some words in two, and then refused to look for them."""
    connection = db.session().connection()
    if connection.dialect.name == "postgresql":
        pytest.skip("PostgreSQL takes words as they are")
    every = [f"ab{chr(code)}cd" for code in range(0x80, 0x110000) if not 0xD800 <= code < 0xE000]
    kept = [fulltext.row(n + 1, [" ".join(every[n : n + 2000])], [], None) for n in range(0, len(every), 2000)]
    fulltext.insert_rows(connection, kept)
    connection.execute(text("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, message_words, row)"))

    asked = {word for row in kept for word in row["words"].split()}

    assert len(asked) > 100_000
    assert asked - set(connection.execute(text("SELECT term FROM temp.terms")).scalars()) == set()
    assert found(house, "ab\u19b0cd") == []
