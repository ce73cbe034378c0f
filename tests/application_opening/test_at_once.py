"""An application done at once (R2): only where every stage is the clerk's to do, with its history and its SMS."""

import pytest

from deskq.application_opening import rules
from deskq.application_opening.rules import MissingAtOnce, NotAtOnce
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.queries.rebuild import rebuild
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.service_sheets.rules.content import Stage
from deskq.sms.models import Notice
from deskq.sms.notification_port import number_and_text
from tests.applications.conftest import BOTH, DIGGING
from tests.tools.forms import form_of

LEVY = {"received": frozenset({"parcel"})}
NEW = {
    "request_key": "key-of-page-1", "sheet": "renewal_levy", "name": "کاظم یوسفی", "phone": "09121234567", "texts": "1",
    "received": "parcel", "mode": "at_once", "result": "عوارض سال پرداخت شد",
}  # fmt: skip


@pytest.fixture
def more_settings():
    return {"SMS_GATEWAY": "console"}


def stage(code: str, **more: object) -> Stage:
    return Stage(code, Name("مرحله", "Stage"), "desk", **more)


@pytest.mark.parametrize(
    ("stages", "mine", "blocked"),
    [
        ((stage("a"), stage("b")), {"a", "b"}, None),
        ((stage("a"), stage("b")), {"a"}, "b"),
        ((stage("a"), stage("b", optional=True)), {"a"}, None),
        ((stage("a"), stage("b", kind="applicant")), {"a", "b"}, "b"),
        ((stage("a", kind="outside", optional=True), stage("b")), {"b"}, None),
    ],
)
def test_a_stage_of_somebody_else_or_one_that_waits_forbids_it(stages, mine, blocked):
    assert rules.blocking(stages, mine) == blocked


@BOTH
def test_it_ends_with_its_opening_and_the_journal_rebuilds_it(opened, entries):
    done = opened("renewal_levy", **LEVY, at_once=True, result="پرداخت شد")

    steps = queries.steps(db.session(), done.id)
    assert (done.state, done.ended_at) == ("finished", done.opened_at)
    assert [one.verb for one in steps] == ["open", "complete", "complete"]
    assert [one.words for one in steps] == ["", "", "پرداخت شد"]
    assert rebuild(entries())[done.id].progress.state == "finished"


def test_with_a_stage_of_another_unit_which_is_named_or_a_document_missing_nothing_is_opened(opened, look):
    with pytest.raises(NotAtOnce) as refused:
        opened("dig_permit", received=DIGGING, at_once=True)
    with pytest.raises(MissingAtOnce):
        opened("renewal_levy", received=frozenset(), at_once=True)

    assert refused.value.values["stage"].en == "Joint visit"
    assert look().query(Application).count() == 0


def test_where_it_is_possible_a_clerk_does_it_at_once_and_twice_pressed_it_is_one(sign_in, made, look):
    clerk = sign_in("karimi")
    assert 'value="at_once"' in clerk.get("/applications/new?sheet=renewal_levy").text
    assert 'value="at_once"' not in clerk.get("/applications/new?sheet=dig_permit").text

    first, second = (clerk.post("/applications/new", data=NEW) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert look().query(Application).count() == 1
    receipt = clerk.get(first.headers["Location"]).text
    assert "درخواست انجام شد" in receipt
    assert "عوارض سال پرداخت شد" in clerk.get(f"/applications/{made().id}").text


def test_refused_the_form_keeps_what_was_typed_and_says_why(sign_in, made):
    refused = sign_in("karimi").post("/applications/new?lang=en", data={**NEW, "received": ""})

    sent = form_of(refused.text, "/applications/new")
    assert refused.status_code == 409
    assert "A document is missing" in refused.text
    assert (sent.values["mode"], sent.values["result"]) == ("at_once", NEW["result"])
    assert made() is None


def test_the_applicant_gets_one_sms_and_need_not_collect_anything(opened, look):
    opened("renewal_levy", **LEVY, at_once=True)

    session = look()
    sent = [number_and_text(session, one) for one in session.query(Notice)]
    (number, text), = filter(None, sent)  # fmt: skip
    assert number == "+989121234567"
    assert "انجام شد" in text
    assert "بگیرید" not in text
