"""Answers of a unit: photos of the work, a budget, a verdict."""

import re
from io import BytesIO

import pytest

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.messages.service import refer
from deskq.messages.service.escalate import escalate
from deskq.web import uploads
from tests.tools.images import picture


def test_completed_work_requires_a_photo(sign_in, referred):
    form = {"turn": referred.turn, "outcome": "done", "words": "آسفالت شد.", "photos": (picture(), "work.jpg")}

    assert sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form).status_code == 303

    (proof,) = message.photos(db.session(), referred.id, "proof")
    assert sign_in("civil").get(f"/inbox/photos/{proof.file}").mimetype == "image/webp"
    assert sign_in("civil").get(f"/inbox/photos/{proof.file}?small=1").status_code == 200
    assert sign_in("city").get(f"/inbox/photos/{proof.file}").status_code == 404


def test_a_photo_of_a_refused_answer_is_kept_for_the_next_try(sign_in, referred):
    address = f"/inbox/{referred.id}/answer"
    refused = sign_in("civil").post(
        address, data={"turn": referred.turn, "outcome": "done", "photos": (picture(), "work.jpg")}
    )
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)[1]

    answer = {"turn": referred.turn, "outcome": "done", "words": "شد.", "kept": kept}
    assert refused.status_code == 422
    assert sign_in("civil").post(address, data={**answer, "kept": "made.up"}).status_code == 422
    assert sign_in("civil").post(address, data=answer).status_code == 303


def test_a_kept_photo_that_was_deleted_meanwhile_is_required_again(sign_in, referred, now_of):
    address = f"/inbox/{referred.id}/answer"
    turn = referred.turn
    refused = sign_in("civil").post(address, data={"turn": turn, "outcome": "done", "photos": (picture(), "work.jpg")})
    kept = re.search(r'name="kept" value="([^"]+)"', refused.text)[1]
    db.session.remove()
    uploads.release_due(lambda files: message.files(db.session(), files), clock.now().timestamp() + 10**9)

    answer = sign_in("civil").post(address, data={"turn": turn, "outcome": "done", "words": "شد.", "kept": kept})

    assert answer.status_code == 422
    assert 'id="answer-photos-problem"' in answer.text
    assert 'name="kept"' not in answer.text
    assert now_of(referred.id).state == "referred"


def test_an_invalid_picture_is_reported_at_its_field(sign_in, referred):
    form = {"turn": referred.turn, "outcome": "done", "words": "شد.", "photos": (BytesIO(b"no picture"), "a.jpg")}

    answer = sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form)

    assert answer.status_code == 422
    assert 'id="answer-photos-problem"' in answer.text
    assert "شد." in answer.text


def test_scheduled_work_names_its_budget(sign_in, referred):
    form = {"turn": referred.turn, "outcome": "scheduled", "words": "پروژه تعریف شد."}
    address = f"/inbox/{referred.id}/answer"

    assert sign_in("civil").post(address, data=form).status_code == 422
    assert sign_in("civil").post(address, data={**form, "year": "۱۴۰۶", "heading": "روکش معابر"}).status_code == 303

    words = message.steps(db.session(), referred.id)[-1].words
    assert "۱۴۰۶" in words
    assert "روکش معابر" in words


def test_a_complaint_is_answered_with_a_verdict_and_a_known_cause(sign_in, file, now_of):
    made = file("complaint")
    form = {"turn": made.turn, "outcome": "explained", "words": "رسیدگی شد."}
    address = f"/inbox/{made.id}/answer"

    assert sign_in("inspectorate").post(address, data=form).status_code == 422
    assert (
        sign_in("inspectorate").post(address, data={**form, "verdict": "upheld", "root_cause": "x"}).status_code == 422
    )
    right = {**form, "verdict": "upheld", "root_cause": "conduct"}
    assert sign_in("inspectorate").post(address, data=right).status_code == 303

    assert (now_of(made.id).verdict, now_of(made.id).root_cause) == ("upheld", "conduct")


def test_a_message_is_not_passed_on_to_the_unit_that_has_it(referred, action, units, now_of):
    with pytest.raises(InvalidInput) as refused:
        refer.pass_on(action("deputy", referred), units["civil_works"], "کار ما نیست")

    assert set(refused.value.fields) == {"unit"}
    assert (now_of(referred.id).unit_id, now_of(referred.id).turn) == (units["civil_works"], referred.turn)


def test_typed_text_survives_an_action_of_somebody_else(sign_in, referred, action, units):
    seen = referred.turn
    refer.pass_on(action("deputy", referred), units["green_space"], "آنجا")

    form = {"turn": seen, "outcome": "explained", "words": "متنی که نباید گم شود"}
    answer = sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form)

    assert answer.status_code == 409
    assert "متنی که نباید گم شود" in answer.text


def test_an_escalation_does_not_make_an_open_form_outdated(sign_in, referred):
    seen = referred.turn
    clock.fix(referred.due_at)
    escalate(referred.office_id, clock.now())

    form = {"turn": seen, "outcome": "explained", "words": "دیر شد، ببخشید."}

    assert sign_in("civil").post(f"/inbox/{referred.id}/answer", data=form).status_code == 303


def test_an_answer_reports_all_missing_fields_at_once(sign_in, file):
    made = file("complaint")
    form = {"turn": made.turn, "outcome": "", "words": " ", "root_cause": "x"}

    answer = sign_in("inspectorate").post(f"/inbox/{made.id}/answer", data=form)

    assert answer.status_code == 422
    for name in ("outcome", "words", "verdict", "root_cause"):
        assert f'id="answer-{name}-problem"' in answer.text
