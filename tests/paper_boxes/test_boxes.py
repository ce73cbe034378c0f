"""Paper boxes: opened with minutes, recorded slip by slip, closed when the count matches."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import current_app

from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.messages.models import Message
from deskq.messages.service.idempotent import AlreadyRegistered
from deskq.messages.service.message_input import MessageInput
from deskq.paper_boxes import queries as box_queries
from deskq.paper_boxes import service
from deskq.paper_boxes.models import BoxOpening
from deskq.paper_boxes.service import OpeningClosed, OpeningInput, SlipGone
from deskq.staff import queries as staff_queries
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.paper_boxes.openings import WORDS, opening, person
from tests.tools.refusals import refused_at

__all__ = ["opening", "person"]


@pytest.fixture
def type_in(office, person, opening):
    def slip(key: str, body: str = WORDS, name: str = "operator", **given: object):
        made = MessageInput(kind=str(given.pop("kind", "criticism")), channel="box", body=body, **given)
        return service.add_slip(office, f"person:{person(name)}", person(name), opening, made, key)

    return slip


@pytest.fixture
def undo(office, person, opening):
    """``undo(slip)``, by the operator."""
    return lambda slip: service.undo_slip(office, "x", person("operator"), opening, slip.id)


def done(opening: int) -> tuple[int, int]:
    found = box_queries.opening(db.session(), 1, opening)
    return box_queries.count_typed(db.session(), opening), found.empty


def test_the_minutes_name_everybody_present(office, opening):
    found = box_queries.opening(db.session(), office, opening)

    assert found.slips == 3
    (_, other) = found.witnesses.splitlines()
    assert other == "رضا کریمی"


def test_a_person_cannot_witness_their_own_opening(office, box, person):
    with refused_at("witnesses"):
        service.open_box(office, "x", person("operator"), OpeningInput(box, 1, [person("operator")]), "key")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"box_id": 4711}, {"box"}),
        ({"slips": -1}, {"slips"}),
        ({"slips": 1000}, {"slips"}),
        ({"box_id": 4711, "slips": 1000, "others": ""}, {"box", "slips", "witnesses"}),
    ],
)
def test_what_the_minutes_cannot_say_is_named_and_the_box_stays_closed(office, box, person, changes, fields):
    wrong = replace(OpeningInput(box, 3, others="رضا کریمی"), **changes)

    with refused_at(*fields):
        service.open_box(office, "x", person("operator"), wrong, "key")

    db.session.remove()
    assert db.session().query(BoxOpening).count() == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda person, number: service.add_slip(
            1, "x", person, number, MessageInput(kind="criticism", channel="box", body=WORDS), "a"
        ),
        lambda person, number: service.add_empty_slip(1, "x", person, number, "a"),
        lambda person, number: service.undo_slip(1, "x", person, number, 1),
        lambda person, number: service.close_opening(1, "x", person, number),
    ],
    ids=["a slip", "an empty slip", "undo", "close"],
)
def test_an_opening_that_nobody_began_is_not_found(opening, person, act):
    with pytest.raises(NotFound):
        act(person("operator"), opening + 1)


def test_a_slip_becomes_a_message_of_the_box_and_a_report_goes_to_the_inspectorate(opening, type_in, units):
    slips = type_in("one"), type_in("a", kind="report", body="رشوه", about_unit_id=units["civil_works"])

    made, report = (db.session().get(Message, slip.message_id) for slip in slips)
    assert (made.channel, made.opening_id, made.state) == ("box", opening, "registered")
    assert made.unit_id
    assert (report.unit_id, report.body) == (units["inspectorate"], "")
    assert done(opening) == (2, 0)


def test_a_slip_submitted_twice_is_recorded_once_also_an_empty_one(office, opening, type_in, person):
    assert type_in("one").id == type_in("one").id
    for _ in range(2):
        service.add_empty_slip(office, "x", person("operator"), opening, "two")

    assert done(opening) == (1, 1)


def test_submitting_another_slip_from_the_same_page_loses_nothing(type_in):
    type_in("one")

    with pytest.raises(AlreadyRegistered):
        type_in("one", body="سطل زباله کم است")


def test_a_report_submitted_twice_with_its_place_is_one_slip(opening, type_in):
    given = {"kind": "report", "address": "خیابان امام"}

    assert type_in("one", **given).id == type_in("one", **given).id
    assert done(opening) == (1, 0)


def test_request_keys_of_any_length_are_distinct(office, opening, type_in, person):
    keys = ["k" * 63 + end for end in "ab"]

    slips = [type_in(key) for key in keys]
    empty = [service.add_empty_slip(office, "x", person("operator"), opening, key) for key in keys]

    assert len({slip.id for slip in (*slips, *empty)}) == 4
    assert max(len(slip.request_key) for slip in (*slips, *empty)) <= 64
    assert len({slip.message_id for slip in slips}) == 2


def test_two_people_at_one_opening_undo_only_their_own_slips(opening, type_in, undo):
    mine, other = type_in("a"), type_in("b", name="supervisor")

    with pytest.raises(SlipGone):
        undo(other)
    undo(mine)

    assert done(opening) == (1, 0)
    assert [slip.id for slip in box_queries.slips(db.session(), opening)] == [other.id]


def test_an_undone_slip_is_withdrawn_and_removed_from_its_opening_once(type_in, undo):
    slip = type_in("a")
    undo(slip)

    made = db.session().get(Message, slip.message_id)
    assert (made.state, made.opening_id) == ("withdrawn", None)
    with pytest.raises(SlipGone):
        undo(slip)


def test_an_empty_slip_can_be_undone(office, opening, person, undo):
    undo(service.add_empty_slip(office, "x", person("operator"), opening, "a"))

    assert done(opening) == (0, 0)


def test_an_opening_is_closed_when_all_slips_are_recorded(office, opening, type_in, person):
    for key in "abc":
        type_in(key, body=WORDS + key)

    service.close_opening(office, "x", person("supervisor"), opening)

    with pytest.raises(OpeningClosed):
        type_in("d", body="دیر")
    assert done(opening) == (3, 0)


def test_an_opening_is_closed_with_the_difference_in_the_minutes(office, opening, type_in, person):
    type_in("a")
    with pytest.raises(InvalidInput):
        service.close_opening(office, "x", person("operator"), opening, "  ")

    service.close_opening(office, "x", person("operator"), opening, "دو برگه به هم چسبیده بود")

    assert box_queries.opening(db.session(), office, opening).difference == "دو برگه به هم چسبیده بود"


@pytest.mark.parametrize("anywhere", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_two_people_at_one_opening_lose_or_duplicate_no_slip(request, anywhere):
    office = request.getfixturevalue("office" if anywhere == "sqlite" else "postgres_office")
    box = next(iter(box_queries.boxes(db.session(), office)))
    hand = staff_queries.person_by_name(db.session(), "operator").id
    opening = service.open_box(office, "x", hand, OpeningInput(box, 20, (), "رضا کریمی"), "an opening").id
    app, start = current_app._get_current_object(), threading.Barrier(4)

    def type_five(first: int) -> None:
        with app.app_context():
            start.wait()
            for n in range(first, first + 5):
                for _ in range(2):  # each press twice
                    given = MessageInput(kind="suggestion", channel="box", body=f"برگهٔ {n}")
                    service.add_slip(office, "x", hand, opening, given, f"slip {n}")
            service.add_empty_slip(office, "x", hand, opening, "the same empty one")
            db.session.remove()

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(type_five, (0, 5, 10, 15)))

    db.session.remove()
    found = box_queries.opening(db.session(), office, opening)
    assert (box_queries.count_typed(db.session(), opening), found.empty) == (20, 1)
    bodies = [row.body for row in db.session().query(Message).filter(Message.opening_id == opening)]
    assert sorted(bodies) == sorted(f"برگهٔ {n}" for n in range(20))
