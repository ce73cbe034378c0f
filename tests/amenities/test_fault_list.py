"""/amenities/faults: who sees to it, repaired with words and a photo, undo; and the work and alerts that follow."""

from io import BytesIO

import pytest

from deskq.amenities.service import checks, objects, repairs, reports
from deskq.core import actors
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from deskq.web import uploads
from deskq.work import numbers, sources
from tests.tools.images import picture


@pytest.fixture
def reported(office, amenity):
    """``reported("water")``: somebody with the sticker says that it is broken; the id of its fault."""
    return lambda kind="water", **said: reports.report(office, actors.VISITOR, amenity(kind).id, **said).id


@pytest.fixture
def work(app, office):
    """``work("supervisor")``: (titles and ages of their tasks here, the number in the menu)."""

    def read(name: str):
        person = staff_queries.person_by_name(db.session(), name)
        who = numbers.worker(office, person.id, person.role)
        with app.test_request_context("/work?lang=en"):
            mine = [one for one in sources.of_role(who.role) if one.page == "amenities.index"]
            tasks = [(task.title, task.age) for one in mine for task in one.tasks(db.session(), who, 60)]
            return tasks, numbers.count(who).get("amenities.index")

    return read


def test_a_fault_shows_what_was_said_how_long_there_is_and_who_sees_to_it(supervisor, page, send, reported):
    assert "Nothing is broken." in page("/amenities/faults")
    one = reported(what="dirty", words="لیوان نیست")

    text = page("/amenities/faults")

    for words in ("Drinking water", "Dirty", "لیوان نیست", "(sticker)", "8 hours left"):
        assert words in text
    assert "You see to it since" in send(f"/amenities/faults/{one}/take", taken="1")
    assert "You see to it since" not in send(f"/amenities/faults/{one}/take", taken="")


def test_a_repair_has_words_a_photo_and_its_length_and_is_undone(sign_in, page, send, reported, later, fault):
    one = reported()
    later(hours=3)
    supervisor = sign_in("supervisor")
    assert supervisor.get(f"/amenities/faults/{one}/photo").status_code == 404
    sent = {"done": "شیر عوض شد", "photo": (picture(), "tap.png")}

    assert supervisor.post(f"/amenities/faults/{one}/repair", data=sent).status_code == 303

    text = page("/amenities/faults")
    for words in ("Repaired in the last 30 days", "شیر عوض شد", "after 3 hours", "Leila Jafari"):
        assert words in text
    assert (uploads.folder() / fault("water").photo).is_file()
    assert supervisor.get(f"/amenities/faults/{one}/photo?small=1").mimetype == "image/webp"
    assert fault("water").photo in uploads.used()
    assert "Taken back." in send(f"/amenities/faults/{one}/undo")
    assert fault("water").repaired_at is None


def test_a_file_that_is_no_picture_or_words_that_are_too_long_are_refused_and_nothing_is_lost(
    supervisor, send, reported, fault
):
    one = reported()

    text = send(f"/amenities/faults/{one}/repair", 422, done="شیر عوض شد", photo=(BytesIO(b"no picture"), "x.png"))

    assert f'href="#f{one}-photo"' in text
    assert 'value="شیر عوض شد"' in text
    assert "This text is too long." in send(f"/amenities/faults/{one}/repair", 422, done="x" * 201)
    assert fault("water").repaired_at is None


def test_a_second_repair_by_somebody_else_is_refused(supervisor, send, reported, checker):
    one = reported()
    repairs.repair(checker("rahimi"), one)

    assert "This has been repaired already." in send(f"/amenities/faults/{one}/repair", 409)


def test_a_fault_is_the_work_of_the_supervisor(reported, work, later):
    assert work("supervisor") == ([], work("supervisor")[1])
    reported("lift")

    tasks, count = work("supervisor")

    assert tasks == [("Lift (Ground floor)", "amber")]
    assert (count.open, count.late) == (1, 0)
    later(hours=25)
    assert work("supervisor")[1].late == 1


def test_a_fault_is_the_work_of_who_answers_for_it_and_late_of_the_supervisor_too(
    office, reported, work, later, checker
):
    objects.save_kinds(office, "test", {"water": {"hours": 8, "person_id": checker("taheri").person_id}})
    reported()

    assert [title for title, _ in work("taheri")[0]] == ["Drinking water (Ground floor)"]
    assert work("supervisor")[0] == []
    later(hours=9)
    assert work("supervisor")[0] == [("Drinking water (Ground floor)", "late")]


def test_the_round_is_the_work_of_who_was_named_until_it_is_done(name_checker, work, checker, office):
    assert work("rahimi")[0] == []
    name_checker("rahimi")
    assert [title for title, _ in work("rahimi")[0]] == ["Round of amenities"]

    checks.check_rest(checker("rahimi"))

    assert work("rahimi")[0] == []
    assert work("supervisor")[0] == []
