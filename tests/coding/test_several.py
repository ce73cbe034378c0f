"""Many items are coded with one press, which can be undone."""

import pytest

from deskq.coding import batches, queries
from deskq.coding.batches import Chosen
from deskq.coding.rules import codes
from deskq.coding.service import Code, Coder
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.staff import queries as staff_queries

HALF = Half(14052)
PAGE = "/manage/coding/1405-2/several"


@pytest.fixture
def coder(office) -> Coder:
    person = staff_queries.person_by_name(db.session(), "supervisor").id
    return Coder(office, f"person:{person}", person)


@pytest.fixture
def items(file, about) -> list[Chosen]:
    subject = about().category_by_code["asphalt"].id
    return [Chosen("message", file(category="asphalt", body=f"چاله {n}").id, None, subject) for n in range(5)]


def causes(office) -> list[str]:
    return [row.cause for row in queries.codings(db.session(), office, HALF.code)]


def test_all_ticked_items_get_the_root_cause_and_keep_their_subjects(office, coder, items):
    batches.code_several(coder, HALF.code, items, Code(None, "no_budget"), keep_subject=True)

    rows = queries.codings(db.session(), office, HALF.code)
    assert [(row.cause, row.category_id) for row in rows] == [("no_budget", items[0].category_id)] * 5


def test_an_undone_press_leaves_each_item_as_it_was(office, coder, items):
    first = batches.code_several(coder, HALF.code, items[:2], Code(None, "no_budget"), keep_subject=False)
    again = [one._replace(turn=1) for one in items[:2]] + items[2:]
    second = batches.code_several(coder, HALF.code, again, Code(None, "long_queue"), keep_subject=False)

    assert batches.undo(coder, second.id) == 5
    assert causes(office) == ["no_budget", "no_budget"]
    assert batches.undo(coder, second.id) == 0
    assert batches.undo(coder, first.id) == 0  # both were coded again meanwhile


def test_what_somebody_else_coded_meanwhile_stops_the_whole_press(office, coder, items):
    batches.code_several(coder, HALF.code, items[:1], Code(None, "no_budget"), keep_subject=True)

    with pytest.raises(codes.CodedMeanwhile):
        batches.code_several(coder, HALF.code, items, Code(None, "long_queue"), keep_subject=True)

    assert causes(office) == ["no_budget"]


def test_nothing_ticked_is_said_beside_the_list(coder):
    with pytest.raises(InvalidInput) as refused:
        batches.code_several(coder, HALF.code, [], Code(None, "no_budget"), keep_subject=True)

    assert set(refused.value.fields) == {"items"}


def test_the_page_narrows_the_list_codes_what_is_ticked_and_offers_to_undo_it(office, items, file, sign_in):
    file(category="green", body="درخت خشک")
    reader = sign_in("supervisor")

    narrowed = reader.get(f"{PAGE}?lang=en&q=درخت").text
    assert ("درخت خشک" in narrowed, "چاله 1" in narrowed) == (True, False)
    sent = {"items": [f"message:{one.item_id}:" for one in items], "subject": "keep", "cause": "no_budget"}
    answer = reader.post(f"{PAGE}?lang=en", data=sent, follow_redirects=True)

    assert "5 items coded" in answer.text
    assert "Undo the last time: 5 items" in answer.text
    assert causes(office) == ["no_budget"] * 5
    person = staff_queries.person_by_name(db.session(), "supervisor").id
    batch = queries.last_batch(db.session(), office, HALF.code, person)
    reader.post(f"{PAGE}/undo", data={"batch": batch.id})
    db.session.rollback()
    assert causes(office) == []


def test_a_comment_is_coded_by_those_who_may_read_it(sign_in, items):
    answer = sign_in("operator").post(PAGE, data={"items": ["comment:1:"], "cause": "no_budget"})

    assert answer.status_code == 403
