"""Who applied is erased by rule, and its texts reach the applicant without a word of theirs."""

import re
from datetime import timedelta

import pytest

from deskq.applications import retention
from deskq.applications.models import Applicant, ApplicationStep
from deskq.applications.service import citizen, endings, stages
from deskq.core import clock
from deskq.core.extensions import db
from deskq.sms.models import Notice
from deskq.sms.notification_port import number_and_text
from deskq.sms.rules import part_count
from tests.applications.conftest import DOCUMENTS
from tests.conftest import MORNING

RULE = retention.RULES[0]


@pytest.mark.parametrize(("days", "due"), [(1824, 0), (1826, 1)])
def test_an_applicant_is_erased_five_years_after_the_end(opened, office, look, days, due):
    ended, going = opened("info_desk", received=frozenset()).id, opened().id
    later = MORNING + timedelta(days=days)

    assert RULE.due(db.session(), office, later) == due
    RULE.remove(office, later)

    session = look()
    assert (session.get(Applicant, ended).name == "") == bool(due)
    assert session.get(Applicant, going).name == "کاظم یوسفی"
    assert RULE.due(session, office, later) == 0


def test_an_erased_application_keeps_its_stages_and_loses_its_words(opened, action, office, look):
    made = opened()
    endings.withdraw(action("planner", made), "کاظم یوسفی منصرف شد")

    RULE.remove(office, MORNING + timedelta(days=2000))

    steps = look().query(ApplicationStep).all()
    assert [one.verb for one in steps] == ["open", "complete", "withdraw"]
    assert {one.words for one in steps} == {""}


@pytest.fixture
def more_settings():
    return {"SMS_GATEWAY": "console"}


@pytest.fixture
def texts(look):
    """``texts()``: what would be sent now, the oldest first."""

    def written() -> list[str]:
        session = look()
        found = (number_and_text(session, one) for one in session.query(Notice).order_by(Notice.id))
        return [text for number, text in filter(None, found) if number == "+989121234567"]

    return written


def test_the_applicant_is_texted_what_changes(opened, action, texts):
    made = opened(received=DOCUMENTS - {"deed"})
    assert "کد رهگیری" in texts()[0]
    citizen.send_files(made, "deed", ["a" * 40 + ".pdf"])
    stages.return_files(action("planner", made), "deed", "ناخواناست")
    clock.fix(MORNING + timedelta(days=3))

    stages.receive_documents(action("karimi", made), ["deed"])
    stages.complete(action("karimi", made), "opening")
    endings.extend(action("planner", made), made.due_at + timedelta(days=30), "برف")

    assert ["مدارک درخواست" in text for text in texts()] == [False, True, False, False]
    assert not re.search("برف|ناخوانا", "".join(texts()))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_with_links_allowed_each_text_ends_with_the_tracking_page(app, opened, action, texts, language):
    app.config["SMS_LINKS"] = True
    made = opened(received=DOCUMENTS - {"deed"}, language=language)
    citizen.send_files(made, "deed", ["a" * 40 + ".pdf"])
    stages.return_files(action("planner", made), "deed", "ناخواناست")

    sent = texts()

    assert len(sent) == 2
    assert {one.rpartition("\n")[2] for one in sent} == {f"{app.config['PUBLIC_URL']}/track/{made.code}"}
    assert max(map(part_count, sent)) <= 2


def test_without_the_setting_no_text_has_a_link_and_who_wants_no_texts_gets_none(opened, texts):
    code = opened().code
    opened(texts=False)

    (text,) = texts()
    assert "http" not in text
    assert f"/track/{code}" not in text
