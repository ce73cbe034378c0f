"""Each person keeps filters of the inbox under names of their own."""

import re

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.inbox import rules
from deskq.inbox.events import SavedFilterChanged
from deskq.inbox.models import SavedFilter
from deskq.inbox.queries.inbox import Filters
from deskq.inbox.service import saved_filters
from deskq.staff import queries as staff_queries
from tests.tools.forms import form_of


def chips(client) -> dict[str, str]:
    """{name: address} of the saved filters on the page of the inbox."""
    page = client.get("/inbox").text
    return {
        name: address.replace("&amp;", "&")
        for address, name in re.findall(r'inbox-chip" href="([^"]+)"[^>]*>.*?<bdi>([^<]+)</bdi>', page)
    }


@pytest.fixture
def kept():
    """``kept()``: (person, name) of every saved filter as stored now."""

    def rows():
        db.session.rollback()
        return [(row.person_id, row.name) for row in db.session.query(SavedFilter).order_by(SavedFilter.id)]

    return rows


@pytest.fixture
def keep(inside):
    """``keep("late", "...")``: what the operator is answered who keeps that list under that name."""

    def post(age: str, name: str):
        return inside("operator").post(f"/inbox/filters?tab=all&age={age}", data={"name": name})

    return post


def test_a_saved_filter_is_a_chip_that_leads_to_its_list_and_is_nobody_elses(inside, file):
    wanted, other = file(category="asphalt"), file(category="noise")
    operator = inside("operator")
    question = f"tab=all&state=registered&category={wanted.category_id}"
    assert "آسفالت" in operator.get(f"/inbox/filters?{question}").text

    answer = operator.post(f"/inbox/filters?{question}", data={"name": " آسفالت‌ها "})

    assert answer.status_code == 303
    assert chips(operator)["آسفالت‌ها"] == answer.location
    page = operator.get(answer.location).text
    assert f"/inbox/{wanted.id}" in page
    assert f"/inbox/{other.id}" not in page
    assert 'aria-current="page"' in page[page.index("inbox-saved") :]
    assert chips(inside("supervisor")) == {}


def test_pressed_twice_it_is_saved_once_and_a_name_stands_for_one_list(keep, kept):
    for _ in range(2):
        assert keep("late", "دیر").status_code == 303

    refused = keep("red", "دیر")

    assert refused.status_code == 409
    assert "نام" in refused.text
    assert form_of(refused.text, "/inbox/filters?tab=all&age=red").values["name"] == "دیر"
    assert len(kept()) == 1
    assert keep("red", "  ").status_code == 422


def test_it_is_renamed_and_deleted_by_its_owner_only_and_two_tabs_do_not_overwrite(inside, keep, kept):
    operator = inside("operator")
    keep("late", "دیر")
    (row,) = db.session.query(SavedFilter)
    row_id, place = row.id, f"/inbox/filters/{row.id}"
    first, second = (form_of(operator.get(place).text, place) for _ in range(2))
    assert inside("supervisor").get(place).status_code == 404
    assert inside("supervisor").post(f"{place}/deletion").status_code == 404

    assert operator.post(place, data=first.changed(name="دیرکرد")).status_code == 303
    assert operator.post(place, data=second.changed(name="عقب‌افتاده")).status_code == 409
    assert [name for _, name in kept()] == ["دیرکرد"]

    assert operator.post(f"{place}/deletion").status_code == 303
    assert kept() == []
    assert operator.post(f"{place}/deletion").status_code == 404
    told = [entry.facts for entry in journal.walk(db.session(), 1) if entry.kind == SavedFilterChanged.kind]
    assert [(facts["saved_filter"], facts["what"]) for facts in told] == [
        (row_id, verb) for verb in ("saved", "renamed", "deleted")
    ]


def test_too_many_are_refused_with_what_to_do(keep, kept, monkeypatch):
    monkeypatch.setattr("deskq.inbox.service.saved_filters.MOST_SAVED", 2)
    for name in ("یک", "دو"):
        keep("late", name)

    refused = keep("late", "سه")

    assert (refused.status_code, len(kept())) == (409, 2)
    assert "۲ فیلتر" in refused.text


def test_a_filter_of_what_exists_no_more_shows_the_list_without_it(inside, file, office):
    message = file(category="asphalt")
    operator = inside("operator")
    operator.post(f"/inbox/filters?tab=all&category={message.category_id}", data={"name": "آسفالت"})
    (row,) = db.session.query(SavedFilter)
    row.category_id = 999
    db.session.commit()

    page = operator.get(chips(operator)["آسفالت"])

    assert page.status_code == 200
    assert f"/inbox/{message.id}" in page.text


def test_a_filter_is_not_renamed_to_the_name_of_another_one(office, kept):
    person = staff_queries.person_by_name(db.session(), "operator").id
    by = f"person:{person}"
    late, red = (saved_filters.save(office, by, person, name, "all", Filters(age=name)).id for name in ("late", "red"))

    with pytest.raises(rules.NameTaken):
        saved_filters.rename(office, by, person, red, "late")
    saved_filters.rename(office, by, person, late, "late")

    assert kept() == [(person, "late"), (person, "red")]
