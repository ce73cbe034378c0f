"""Answers of a unit: photos of the work, a budget, a verdict."""

import re
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.messages.service import refer
from deskq.messages.service.escalate import escalate
from deskq.web import uploads
from tests.tools.images import picture
from tests.tools.refusals import refused_at


@pytest.fixture
def reply(sign_in):
    """``reply("civil", message, outcome="done")`` sends the form of an answer."""

    def send(name: str, message: Message, **form: object) -> TestResponse:
        return sign_in(name).post(f"/inbox/{message.id}/answer", data={"turn": message.turn, **form})

    return send


@pytest.fixture
def kept(reply, referred) -> str:
    """The photo of an answer that was refused because it had no words."""
    refused = reply("civil", referred, outcome="done", photos=(picture(), "work.jpg"))
    assert refused.status_code == 422
    return re.search(r'name="kept" value="([^"]+)"', refused.text)[1]


def test_a_photo_of_the_work_is_seen_by_those_who_see_the_message(sign_in, reply, referred):
    sent = reply("civil", referred, outcome="done", words="آسفالت شد.", photos=(picture(), "work.jpg"))

    assert sent.status_code == 303
    (proof,) = message.photos(db.session(), referred.id, "proof")
    assert sign_in("civil").get(f"/inbox/photos/{proof.file}").mimetype == "image/webp"
    assert sign_in("civil").get(f"/inbox/photos/{proof.file}?small=1").status_code == 200
    assert sign_in("city").get(f"/inbox/photos/{proof.file}").status_code == 404


def test_a_photo_of_a_refused_answer_is_kept_for_the_next_try(reply, referred, kept):
    answers = [reply("civil", referred, outcome="done", words="شد.", kept=one) for one in ("made.up", kept)]

    assert [answer.status_code for answer in answers] == [422, 303]


def test_a_kept_photo_that_was_deleted_meanwhile_is_required_again(reply, referred, kept, now_of):
    db.session.remove()
    uploads.release_due(lambda files: message.files(db.session(), files), clock.now().timestamp() + 10**9)

    answer = reply("civil", referred, outcome="done", words="شد.", kept=kept)

    assert answer.status_code == 422
    assert 'id="answer-photos-problem"' in answer.text
    assert 'name="kept"' not in answer.text
    assert now_of(referred.id).state == "referred"


def test_an_invalid_picture_is_reported_at_its_field(reply, referred):
    answer = reply("civil", referred, outcome="done", words="شد.", photos=(BytesIO(b"no picture"), "a.jpg"))

    assert answer.status_code == 422
    assert 'id="answer-photos-problem"' in answer.text
    assert "شد." in answer.text


def test_scheduled_work_names_its_budget(reply, referred):
    form = {"outcome": "scheduled", "words": "پروژه تعریف شد."}

    assert reply("civil", referred, **form).status_code == 422
    assert reply("civil", referred, **form, year="۱۴۰۶", heading="روکش معابر").status_code == 303

    words = message.steps(db.session(), referred.id)[-1].words
    assert "۱۴۰۶" in words
    assert "روکش معابر" in words


def test_a_complaint_is_answered_with_a_verdict_and_a_known_cause(reply, file, now_of):
    made = file("complaint")
    cases = ({}, {"verdict": "upheld", "root_cause": "x"}, {"verdict": "upheld", "root_cause": "conduct"})

    answers = [reply("inspectorate", made, outcome="explained", words="رسیدگی شد.", **given) for given in cases]

    assert [answer.status_code for answer in answers] == [422, 422, 303]
    assert (now_of(made.id).verdict, now_of(made.id).root_cause) == ("upheld", "conduct")


def test_a_message_is_not_passed_on_to_the_unit_that_has_it(referred, action, units, now_of):
    with refused_at("unit"):
        refer.pass_on(action("deputy", referred), units["civil_works"], "کار ما نیست")

    assert (now_of(referred.id).unit_id, now_of(referred.id).turn) == (units["civil_works"], referred.turn)


def test_typed_text_survives_an_action_of_somebody_else(reply, referred, action, units):
    seen = referred.turn
    refer.pass_on(action("deputy", referred), units["green_space"], "آنجا")

    answer = reply("civil", referred, turn=seen, outcome="explained", words="متنی که نباید گم شود")

    assert answer.status_code == 409
    assert "متنی که نباید گم شود" in answer.text


def test_an_escalation_does_not_make_an_open_form_outdated(reply, referred):
    seen = referred.turn
    clock.fix(referred.due_at)
    escalate(referred.office_id, clock.now())

    assert reply("civil", referred, turn=seen, outcome="explained", words="دیر شد، ببخشید.").status_code == 303


def test_an_answer_reports_all_missing_fields_at_once(reply, file):
    answer = reply("inspectorate", file("complaint"), outcome="", words=" ", root_cause="x")

    assert answer.status_code == 422
    for name in ("outcome", "words", "verdict", "root_cause"):
        assert f'id="answer-{name}-problem"' in answer.text
