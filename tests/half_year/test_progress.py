"""Corrective actions have a person and steps with photos, and a late one is on a list until it is finished."""

import pytest

from deskq.core import clock
from deskq.core.errors import Forbidden
from deskq.core.extensions import db
from deskq.half_year.queries import progress as queries
from deskq.half_year.service import actions, progress
from deskq.staff import queries as staff_queries
from tests.tools.forms import form_of
from tests.tools.images import picture

FAR = 99_999_999


@pytest.fixture
def expert(number_of) -> int:
    return number_of("operator")


@pytest.fixture
def action(promise, half) -> int:
    return promise(half).id


@pytest.fixture
def add(office):
    """``add(person, action, "...")``: a step of theirs."""

    def step(person: int, action: int, words: str, done: bool = False, writes_reports: bool = False) -> None:
        progress.add_step(office, "person:2", person, action, words, "", done, writes_reports)

    return step


def open_of(office, person) -> list[int]:
    session = db.session()
    reader = queries.reader(session, office, person, clock.today())
    return [row.id for row in queries.own(session, queries.open_actions(session, office, FAR), reader)]


def test_an_action_is_work_of_the_person_who_does_it_until_it_is_finished(office, action, expert, add):
    before = open_of(office, expert)
    progress.assign(office, "person:1", action, expert)
    assigned = open_of(office, expert)
    add(expert, action, "نیمی پر شد")
    add(expert, action, "همه پر شد", done=True)

    assert (before, assigned, open_of(office, expert)) == ([], [action], [])
    assert [step.done for step in queries.steps(db.session(), action)] == [False, True]


def test_nobody_else_records_steps_but_those_who_write_reports(action, expert, add):
    with pytest.raises(Forbidden):
        add(expert, action, "چیزی")

    add(expert, action, "چیزی", writes_reports=True)


def test_an_action_that_is_over_its_day_is_late_on_the_list_of_reports(office, promise, half, at_due, sign_in):
    promise(half, "چاله‌ها پر می‌شود")
    at_due(2)

    page = sign_in("mayor").get("/manage/half-year").text

    assert queries.late_actions(db.session(), office, clock.today())
    assert "۱ اقدام اصلاحی دیر شده است" in page
    assert "چاله‌ها پر می‌شود" in page


def test_the_person_finds_the_action_records_a_step_with_a_photo_and_sees_it(action, expert, sign_in):
    page = f"/manage/corrective-actions/{action}"
    assert sign_in("operator").get(page).status_code == 403
    mayor = sign_in("mayor")
    form = form_of(mayor.get(page).text, f"{page}/person")
    assert mayor.post(form.action, data=form.changed(person_id=str(expert))).status_code == 303

    reader = sign_in("operator")
    sent = {"words": "پر شد", "done": "1", "photo": (picture(), "after.jpg")}
    saved = reader.post(f"{page}/steps", data=sent, content_type="multipart/form-data")

    assert saved.status_code == 303, saved.text
    db.session.rollback()
    assert "پر شد" in reader.get(page).text
    (step,) = queries.steps(db.session(), action)
    assert reader.get(f"{page}/steps/{step.id}/photo").status_code == 200


def test_the_head_of_the_unit_does_what_nobody_in_particular_was_given(office, action, number_of, sign_in):
    page, reader = f"/manage/corrective-actions/{action}", sign_in("civil")

    assert open_of(office, number_of("civil")) == [action]
    assert reader.get(page).status_code == 200
    assert reader.post(f"{page}/steps", data={"words": "آغاز شد"}).status_code == 303
    db.session.rollback()
    assert [step.words for step in queries.steps(db.session(), action)] == ["آغاز شد"]


def test_what_was_given_to_somebody_who_left_comes_back_to_the_head(office, action, expert, number_of):
    progress.assign(office, "person:1", action, expert)
    head = number_of("civil")
    assert open_of(office, head) == []

    staff_queries.person(db.session(), expert).active = False
    db.session.commit()

    assert open_of(office, head) == [action]


def test_an_action_with_steps_can_be_removed_before_its_report_is_published(office, action, expert, add):
    add(expert, action, "آغاز شد", writes_reports=True)

    actions.remove(office, "person:1", action)

    assert queries.by_ids(db.session(), [action]) == []
    assert queries.steps(db.session(), action) == []


def test_a_step_that_is_sent_twice_is_recorded_once(action, sign_in):
    page, mayor = f"/manage/corrective-actions/{action}", sign_in("mayor")
    sent = form_of(mayor.get(page).text, f"{page}/steps").changed(words="نیمی پر شد")

    for _ in range(2):
        assert mayor.post(f"{page}/steps", data=sent).status_code == 303

    assert [step.words for step in queries.steps(db.session(), action)] == ["نیمی پر شد"]


def test_a_new_action_is_of_no_unit_until_somebody_chooses_one(office, half, sign_in):
    mayor, page = sign_in("mayor"), f"/manage/half-year/{half}/actions"
    form = form_of(mayor.get(f"{page}/new").text, page)
    sent = form.changed(what_fa="فهرست مدارک نصب می‌شود", due="1499/01/01")

    answer = mayor.post(page, data=sent)

    assert form.values["unit_id"] == ""
    assert (answer.status_code, queries.open_actions(db.session(), office, FAR)) == (422, [])
    assert 'id="unit_id-problem"' in answer.text
