"""The training register (R31): who keeps it, what is refused, what counts, and what ends soon."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.staff.courses import rules as course_rules
from deskq.staff.courses import service as courses
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
            "people": str(karimi), "subject": "First aid", "trained_on": "1405/06/01", "trainer": "Red Crescent",
            "valid_until": "1406/06/01",
        }  # fmt: skip
        return start | changed

    return fill


@pytest.mark.parametrize(
    ("until", "expected"),
    [(None, "valid"), (TODAY + rules.SOON + DAY, "valid"), (TODAY + rules.SOON, "soon"), (TODAY, "soon"),
     (TODAY - DAY, "ended")],
)  # fmt: skip
def test_a_training_ends_after_its_last_day_and_soon_for_thirty_days_before(until, expected):
    assert rules.states([Row(1, TODAY - 400 * DAY, until)], TODAY) == {1: expected}


def test_the_training_that_is_valid_for_longest_takes_the_place_of_others():
    old, new, other = Row(1, TODAY - 400 * DAY, TODAY - DAY), Row(2, TODAY - DAY, None), Row(3, TODAY, TODAY, 2)

    assert rules.states([old, new, other], TODAY) == {1: "renewed", 2: "valid", 3: "soon"}


def test_an_entry_is_shown_with_all_that_was_typed_after_what_has_ended_and_gone_when_removed(
    sign_in, send, page, typed, register
):
    sign_in("supervisor")

    text = words(send(PAGE, **typed()))

    assert "Training entered." in text
    assert "First aid" in text
    assert "Red Crescent" in text
    assert jalali.written_date(jalali.parse("1406/06/01"), "en") in text
    assert " valid " in text
    (row,) = register()

    send(PAGE, **typed(subject="Fire", valid_until="1405/08/01"))
    text = words(page(PAGE))
    assert text.index("Fire") < text.index("First aid")
    assert "ended" in text

    for one in register():
        text = send(f"{PAGE}/{one.id}/removal")
    assert "Training removed from the register." in text
    assert "No training has been entered yet." in text
    assert "Page not found" in send(f"{PAGE}/{row.id}/removal", 404)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"trained_on": "1405/09/04", "valid_until": ""}, "This day is in the future."),
        ({"valid_until": "1405/05/31"}, "The last day must not be before the day of the training."),
        ({"people": "999999"}, "Please choose one of the options."),
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


def test_who_had_the_same_training_that_day_is_named_and_nothing_is_entered_for_the_others(
    sign_in, send, typed, register, karimi, person
):
    sign_in("supervisor")
    send(PAGE, **typed(subject="كمك‌هاي اوليه"))

    for people in (str(karimi), ["", str(karimi), str(person("rahmani").id)]):
        text = send(PAGE, 409, **typed(subject="کمک‌های اولیه", people=people))
        assert "Maryam Karimi: this training of this day is already in the register." in words(text)
        assert len(register()) == 1
    assert '<details class="form-more" open>' in text
    assert f'name="people" value="{karimi}" checked' in text


@pytest.mark.parametrize(
    ("lang", "entered", "removed"),
    [
        ("en", "“First aid” is entered for 2 people.", "Training of 2 people removed from the register."),
        ("fa", "«First aid» برای ۲ نفر ثبت شد.", "آموزش ۲ نفر از دفتر حذف شد."),
    ],
)
def test_a_training_of_several_is_entered_in_one_form_and_undone_by_one_press(
    sign_in, client, typed, register, karimi, person, office, lang, entered, removed
):
    sign_in("supervisor")
    people = [karimi, person("rahmani").id]

    page = client.post(f"{PAGE}?lang={lang}", data=typed(people=["", *people]), follow_redirects=True)
    rows = sorted(register(), key=lambda row: row.id)
    first_id = rows[0].id
    undone = client.post(f"{PAGE}/{first_id}/undo?lang={lang}", follow_redirects=True)

    assert entered in words(page.text)
    assert f"{PAGE}/{first_id}/undo" in page.text
    assert [(row.person_id, row.entered_with) for row in rows] == [(one, first_id) for one in people]
    assert removed in words(undone.text)
    assert register() == []
    told = [entry.event for entry in journal.walk(db.session(), office)]
    assert told[-4:] == [
        *(TrainingEntered(row.person_id, row.id, "2026-08-23", "2027-08-23") for row in rows),
        *(TrainingRemoved(row.person_id, row.id) for row in rows),
    ]


def test_a_class_is_ticked_by_the_link_of_its_page_and_stands_together_in_the_form(sign_in, client, office, typed):
    prepared = courses.prepare(course_rules.seats("Sara\nReza", "clerk", "trainee", ()))
    course = courses.register(office, "test", "Spring", None, prepared).id
    sign_in("admin")

    link = f"{PAGE}?course={course}"
    assert f'href="{link}#enter"' in client.get(f"/manage/people/courses/{course}").text
    page = client.get(link).text

    (box,) = re.findall(r"<tick-all[^>]*>(?:(?!</tick-all>).)*Spring.*?</tick-all>", page, re.DOTALL)
    assert words(box).split()[:2] == ["Spring", "همه"]
    assert box.count(" checked") == 3
    assert page.count('name="people"') > 3
    assert page.count(" checked") == 3
    assert client.get(f"{PAGE}?course={course + 1}").status_code == 404


def test_one_of_several_is_removed_alone_and_the_others_still_together(
    sign_in, send, page, typed, register, karimi, person
):
    sign_in("supervisor")
    send(PAGE, **typed(people=["", str(karimi), str(person("rahmani").id), str(person("admin").id)]))
    first = min(row.id for row in register())
    send(f"{PAGE}/{first}/removal")

    assert "Remove for all 2 who were entered together" in words(page(PAGE))
    send(f"{PAGE}/{first}/undo")
    assert register() == []
    assert "Page not found" in send(f"{PAGE}/{first}/undo", 404)


def test_nobody_or_an_unknown_person_is_said_at_the_field(sign_in, send, typed, register):
    sign_in("supervisor")

    for people in ("", ["", "x"], ["1", "999999"]):
        assert 'href="#people"' in send(PAGE, 422, **typed(people=people))
    assert register() == []


def test_the_journal_has_no_words_of_the_register(sign_in, send, typed, office, register, karimi):
    sign_in("supervisor")
    send(PAGE, **typed(subject="Coping with anger"))
    row = register()[0]
    send(f"{PAGE}/{row.id}/removal")

    db.session.remove()
    events = [entry.event for entry in journal.walk(db.session(), office)]

    mine = [event for event in events if isinstance(event, TrainingEntered | TrainingRemoved)]
    assert mine == [TrainingEntered(karimi, row.id, "2026-08-23", "2027-08-23"), TrainingRemoved(karimi, row.id)]


@pytest.mark.parametrize("name", ["karimi", "mayor", "operator"])
def test_others_do_not_keep_the_register(sign_in, client, name):
    sign_in(name)

    assert client.get(PAGE).status_code == 403
