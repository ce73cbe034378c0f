"""The training register (R31): who keeps it, what is refused, what counts, and what ends soon."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.staff.events import TrainingEntered, TrainingRemoved
from deskq.staff.training import queries, rules

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
PAGE = "/manage/training"


@dataclass
class Row:
    id: int
    trained_on: date
    valid_until: date | None
    person_id: int = 1
    subject_key: str = "first aid"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


@pytest.fixture
def karimi(person):
    return person("karimi").id


@pytest.fixture
def register(office):
    """``register()``: the entries as they are now."""

    def read():
        db.session.remove()
        return queries.trainings(db.session(), office)

    return read


@pytest.fixture
def typed(karimi):
    """The fields of the form, with changes."""

    def fill(**changed: str) -> dict[str, str]:
        start = {
            "person_id": str(karimi), "subject": "First aid", "trained_on": "1405/06/01", "trainer": "Red Crescent",
            "valid_until": "1406/06/01",
        }  # fmt: skip
        return start | changed

    return fill


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, "valid"),
        (TODAY + rules.SOON + DAY, "valid"),
        (TODAY + rules.SOON, "soon"),
        (TODAY, "soon"),
        (TODAY - DAY, "ended"),
    ],
)
def test_a_training_ends_after_its_last_day_and_soon_for_thirty_days_before(until, expected):
    row = Row(1, TODAY - 400 * DAY, until)

    assert rules.states([row], TODAY) == {1: expected}


def test_the_training_that_is_valid_for_longest_takes_the_place_of_others():
    old, new, other = Row(1, TODAY - 400 * DAY, TODAY - DAY), Row(2, TODAY - DAY, None), Row(3, TODAY, TODAY, 2)

    states = rules.states([old, new, other], TODAY)

    assert states == {1: "renewed", 2: "valid", 3: "soon"}


def test_an_entry_is_shown_with_all_that_was_typed(sign_in, send, typed):
    sign_in("supervisor")

    text = words(send(PAGE, **typed()))

    assert "Training entered." in text
    assert "First aid" in text
    assert "Red Crescent" in text
    assert jalali.written_date(jalali.parse("1406/06/01"), "en") in text
    assert " valid " in text


def test_what_has_ended_comes_first(sign_in, send, page, typed):
    sign_in("admin")
    send(PAGE, **typed())
    send(PAGE, **typed(subject="Fire", valid_until="1405/08/01"))

    text = words(page(PAGE))

    assert text.index("Fire") < text.index("First aid")
    assert "ended" in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"trained_on": "1405/09/04", "valid_until": ""}, "This day is in the future."),
        ({"valid_until": "1405/05/31"}, "The last day must not be before the day of the training."),
        ({"person_id": "999999"}, "Please choose one of the options."),
        ({"subject": "\u200c"}, "Please fill in this field."),
        ({"trainer": "\u200c"}, "Please fill in this field."),
        ({"trained_on": "yesterday"}, "Please enter a date"),
        ({"subject": "\ufdfa" * 120}, "This text is too long."),
        ({"trainer": "\ufdfa" * 120}, "This text is too long."),
        ({"subject": "\u0390" * 120}, "This text is too long."),
    ],
)
def test_a_wrong_entry_is_refused_in_words_and_keeps_what_was_typed(sign_in, send, typed, register, changed, said):
    sign_in("supervisor")

    text = send(PAGE, 422, **typed(**changed))

    assert said in words(text)
    if "trainer" not in changed:
        assert 'value="Red Crescent"' in text
    assert register() == []


def test_the_same_training_pressed_twice_is_entered_once(sign_in, send, typed, register):
    sign_in("supervisor")
    send(PAGE, **typed(subject="كمك‌هاي اوليه"))

    text = send(PAGE, 422, **typed(subject="کمک‌های اولیه"))

    assert "is already in the register" in text
    assert len(register()) == 1


def test_a_removed_training_is_gone_and_a_second_press_finds_nothing(sign_in, send, typed, register):
    sign_in("supervisor")
    send(PAGE, **typed())
    (row,) = register()

    text = send(f"{PAGE}/{row.id}/removal")

    assert "Training removed from the register." in text
    assert "No training has been entered yet." in text
    assert "Page not found" in send(f"{PAGE}/{row.id}/removal", 404)


def test_the_journal_has_no_words_of_the_register(sign_in, send, typed, office, register, karimi):
    sign_in("supervisor")
    send(PAGE, **typed(subject="Coping with anger"))
    row = register()[0]
    send(f"{PAGE}/{row.id}/removal")

    db.session.remove()
    events = [entry.event for entry in journal.walk(db.session(), office)]

    mine = [event for event in events if isinstance(event, TrainingEntered | TrainingRemoved)]
    assert mine == [
        TrainingEntered(karimi, row.id, "2026-08-23", "2027-08-23"),
        TrainingRemoved(karimi, row.id),
    ]


@pytest.mark.parametrize("name", ["karimi", "mayor", "operator"])
def test_others_do_not_keep_the_register(sign_in, client, name):
    sign_in(name)

    assert client.get(PAGE).status_code == 403
