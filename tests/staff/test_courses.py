"""A class of trainees: its accounts from one form, first passwords once, undone while unused, ended on a day."""

import re

import pytest

from deskq.core import actors, clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.staff import queries as staff_queries
from deskq.staff.courses import jobs, queries, rules, service
from deskq.staff.courses.rules import Seat
from deskq.staff.models import KnownBrowser, Person
from deskq.staff.passwords import hash_password
from deskq.staff.training import service as training
from deskq.staff.training.service import NewTraining
from tests.conftest import PASSWORD
from tests.tools.browsers import browser

__all__ = ["browser"]

PAGE = "/manage/people/courses"
LINES = "سارا احمدی\nرضا کاظمی، reza، مسئول میز خدمت"


@pytest.fixture
def admin(sign_in):
    return sign_in("admin")


@pytest.fixture
def typed():
    def fill(**changed: str) -> dict[str, str]:
        return {"name": "Spring", "lines": LINES, "role": "clerk", "prefix": "trainee", "do": "make"} | changed

    return fill


@pytest.fixture
def registered(office):
    """``registered(last_day=...)``: the id of a course of two."""

    def make(last_day=None) -> int:
        prepared = service.prepare(rules.seats(LINES, "clerk", "trainee", ()))
        course_id = service.register(office, "test", "Spring", last_day, prepared).id
        db.session.remove()
        return course_id

    return make


def person(name: str) -> Person | None:
    db.session.remove()
    return staff_queries.person_by_name(db.session(), name)


def passwords(html: str) -> list[str]:
    return re.findall(r'class="course-slip-password">([^<]+)<', html)


@pytest.mark.parametrize(
    ("line", "seat"),
    [
        ("Sara Ahmadi", Seat("Sara Ahmadi", "trainee2", "clerk")),
        ("Sara, sara, Hall host", Seat("Sara", "sara", "host")),
        ("سارا؛ sara؛ کارشناس", Seat("سارا", "sara", "expert")),
        ("Sara\tsara\texpert", Seat("Sara", "sara", "expert")),
        ("Sara, , operator", Seat("Sara", "trainee2", "operator")),
        ("Sara, TRAINEE1", Seat("Sara", "TRAINEE1", "clerk", rules.TAKEN)),
        ("Sara, sara, admin", Seat("Sara", "sara", "admin", "This role does not exist, or is not given to a course.")),
        (", sara", Seat("", "sara", "clerk", "Please enter a name.")),
    ],
)
def test_a_line_is_a_name_and_perhaps_a_sign_in_name_and_a_role(line, seat):
    assert rules.seats(f"\n{line}\n\n", "clerk", "trainee", {"trainee1"}) == [seat]


def test_a_sign_in_name_twice_in_the_list_is_said_at_both_and_numbers_go_around_given_names():
    found = rules.seats("A, x\nB, X\nC\nD, trainee1\nE", "clerk", "trainee", ())

    assert [seat.problem for seat in found] == [rules.TWICE, rules.TWICE, "", "", ""]
    assert [seat.sign_in_name for seat in found] == ["x", "X", "trainee2", "trainee1", "trainee3"]
    (spaced,) = rules.seats("سارا احمدی", "clerk", "kar\u2028amuz", ())
    assert spaced.sign_in_name == "kar amuz1", "a line separator in a prefix could not be typed"


def test_the_form_shows_what_it_would_make_and_makes_it_once(admin, typed, office):
    page = admin.post(f"{PAGE}?lang=en", data=typed(do="check"))
    assert page.status_code == 200
    assert "<bdi>trainee1</bdi>" in page.text
    assert "سارا احمدی" in page.text
    assert person("trainee1") is None

    form = typed(request_key="a-key-of-this-form")
    admin.post(PAGE, data=form)
    again = admin.post(PAGE, data=form)
    db.session.remove()
    assert again.status_code == 303
    assert len(queries.courses(db.session(), office)) == 1
    assert person("trainee2") is None


def test_the_whole_class_signs_in_with_passwords_that_are_shown_once(admin, typed, browser):
    sheet = admin.post(PAGE, data=typed(lines="A, one\nB, two, supervisor"))
    shown = passwords(sheet.text)
    page = admin.get(f"{PAGE}/1").text

    assert (sheet.status_code, len(set(shown))) == (200, 2)
    assert "no-store" in sheet.headers["Cache-Control"]
    assert [person("one").role, person("two").role] == ["clerk", "supervisor"]
    assert not any(password in page for password in shown)
    answers = [
        browser().post("/sign-in", data={"name": n, "password": p}) for n, p in zip(["one", "two"], shown, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [303, 303]


def test_the_last_day_of_a_class_stands_on_its_slips_its_page_and_in_the_list(admin, typed):
    sheet = admin.post(f"{PAGE}?lang=en", data=typed(last_day="1406/01/31"))

    assert sheet.status_code == 200
    assert len(passwords(sheet.text)) == 2
    for text in (sheet.text, admin.get(f"{PAGE}/1?lang=en").text, admin.get(f"{PAGE}?lang=en").text):
        assert "20 April 2027" in text


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(admin, typed, office):
    for changed, field in (
        ({"lines": " "}, "lines"),
        ({"lines": "A, karimi"}, "lines"),
        ({"lines": "\n".join(f"N{n}" for n in range(41))}, "lines"),
        ({"role": "admin"}, "role"),
        ({"name": ""}, "name"),
        ({"last_day": "1400/01/01"}, "last_day"),
        ({"last_day": "1500/01/01"}, "last_day"),
    ):
        answer = admin.post(PAGE, data=typed(**changed))
        db.session.remove()
        assert answer.status_code == 422, changed
        assert f'href="#{field}"' in answer.text
        assert queries.courses(db.session(), office) == []


def test_supervisors_make_no_accounts(sign_in, typed):
    supervisor = sign_in("supervisor")

    assert supervisor.get(PAGE).status_code == 403
    assert supervisor.post(PAGE, data=typed()).status_code == 403


def test_one_press_undoes_the_whole_class_while_nobody_used_it(admin, registered, office):
    course_id = registered()

    assert admin.post(f"{PAGE}/{course_id}/undo").status_code == 303
    assert (person("trainee1"), person("reza")) == (None, None)
    assert queries.courses(db.session(), office) == []
    told = [entry.kind for entry in journal.walk(db.session(), office)][-3:]
    assert told == ["person.removed", "person.removed", "course.undone"]


def test_a_class_that_was_used_is_not_undone_and_the_page_says_by_whom(admin, typed, browser):
    sheet = admin.post(PAGE, data=typed())
    browser().post("/sign-in", data={"name": "reza", "password": passwords(sheet.text)[1]})
    page = admin.get(f"{PAGE}/1").text
    refused = admin.post(f"{PAGE}/1/undo")

    assert "/undo" not in page
    assert refused.status_code == 409
    assert "رضا کاظمی: " in refused.text
    assert "سارا احمدی: " not in refused.text
    assert person("trainee1") is not None


def test_an_account_that_others_have_named_meanwhile_is_not_removed(admin, registered, office):
    course_id = registered()
    given = NewTraining([person("reza").id], "First aid", clock.today(), "Red Crescent")
    training.enter(office, "test", given)
    refused = admin.post(f"{PAGE}/{course_id}/undo")

    assert refused.status_code == 409
    assert "رضا کاظمی: " in refused.text
    assert person("trainee1") is not None


def test_every_table_that_names_people_is_asked_before_accounts_are_removed():
    names = {f"{column.table.name}.{column.name}" for column in queries.references()}

    assert {"known_browser.person_id", "person.principal_id", "counter.clerk_id", "training.person_id"} <= names
    assert not any(name.startswith(("skill.", "course_member.")) for name in names)


def test_accounts_end_by_themselves_after_the_last_day_but_for_those_that_were_kept(admin, registered, office, later):
    course_id = registered(last_day=clock.today())
    admin.post(f"{PAGE}/{course_id}/members/{person('reza').id}/keeping")
    jobs.run_once()
    before = person("trainee1").active
    later(days=1)
    jobs.run_once()

    assert before
    assert (person("trainee1").active, person("reza").active) == (False, True)
    assert queries.courses(db.session(), office) == []
    ended = [entry for entry in journal.walk(db.session(), office) if entry.kind == "course.ended"]
    assert [(entry.by, entry.facts["people"]) for entry in ended] == [(actors.SYSTEM, 1)]


def test_a_course_of_which_everybody_stays_is_none_any_more(admin, registered, office):
    course_id = registered()
    for name in ("trainee1", "reza"):
        admin.post(f"{PAGE}/{course_id}/members/{person(name).id}/keeping")

    db.session.remove()
    assert queries.courses(db.session(), office) == []
    assert person("reza").active
    assert admin.get(f"{PAGE}/{course_id}").status_code == 404


def test_a_course_is_ended_by_a_press(admin, registered):
    assert admin.post(f"{PAGE}/{registered()}/ending").status_code == 303
    assert (person("trainee1").active, person("reza").active) == (False, False)


def test_a_course_is_not_undone_after_a_sign_in_from_a_browser_that_is_forgotten(office, registered, admin, browser):
    """Else the journal would name nobody, or whoever gets the number of the account next."""
    course_id = registered()
    trainee = queries.members(db.session(), course_id)[0]
    with transaction(office, "test") as tx:
        tx.session.get_one(Person, trainee.id).password_hash = hash_password(PASSWORD)
    assert browser().post("/sign-in", data={"name": trainee.sign_in_name, "password": PASSWORD}).status_code == 303
    db.session.query(KnownBrowser).delete()
    db.session.commit()

    assert admin.post(f"{PAGE}/{course_id}/undo").status_code == 409

    assert len(queries.members(db.session(), course_id)) == 2
