"""The forms of messages: the steps of a citizen, and what an operator hears and types."""

import pytest

from deskq.core.transactions import transaction
from deskq.message_admin.service.questions import save_question
from deskq.message_settings.models import Category
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.refer import refer
from deskq.portal.filing_steps import FIRST
from deskq.units.models import Unit
from tests.applications.applicants import paper
from tests.kept_pages.casework import bare, marked_names, without_map
from tests.kept_pages.check import check

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["bare", "marked_names", "without_map"]
KEY = "a-key-of-a-page-of-messages"


def test_the_steps_of_a_message(scene, about, office, bare):
    steps = scene("message-steps")
    category = about().category_by_code["asphalt"].id
    fields = {
        "name_fa": "؟ <i>", "name_en": "?", "position": 1, "offered": True, "category_id": category, "kind": "text",
        "required": False, "options_fa": "", "options_en": "", "when_id": None, "when_answer": "",
    }  # fmt: skip
    choice = {"kind": "choice", "options_fa": "چراغ\nتیر", "options_en": "Lamp\nPole", "required": True}
    what = save_question(office, "person:1", None, {**fields, **choice, "code": "what"}).id
    more = {"kind": "number", "required": True, "when_id": what, "when_answer": "چراغ", "position": 2}
    count = save_question(office, "person:1", None, {**fields, **more, "code": "count"}).id
    save_question(office, "person:1", None, {**fields, "code": "where", "position": 3})

    sent = {"request_key": KEY, "kind": "request", "category_id": category}
    steps.send("nobody", "/messages/steps", **sent, step="what", body="چراغ")
    steps.send("nobody", "/messages/steps", **sent, step="ask", **{f"q_{count}": "x"})
    steps.send("nobody", "/messages/steps", **sent, step="ask", **{f"q_{what}": "چراغ", f"q_{count}": "3"})
    point = {"lat": "36070000", "lon": "49700000", f"q_{what}": "تیر"}
    steps.send("nobody", "/messages/steps", **sent, step="where", **point)
    steps.send("nobody", "/messages/steps", **sent, step="where")
    steps.comes("nobody").post("/messages/steps", data={"kind": "x"})
    for kind in ("complaint", "suggestion", "report"):
        typed = {"request_key": KEY, "kind": kind, "body": "متن <i>"}
        steps.send("nobody", "/messages/steps", **typed, step="what", category_id="")
        steps.send("nobody", "/messages/steps", **typed, step="where", category_id=category)
        steps.send("nobody", "/messages/steps", **typed, step="where", go="back")
        steps.send("nobody", "/messages", **typed, step="who", phone="12", photos=[paper(b"no file"), paper()])
    answers = {f"q_{what}": "تیر", "address": "خیابان بهار"}
    steps.send("nobody", "/messages", **{**sent, "request_key": f"{KEY}2"}, step="where", **answers)
    steps.look("operator", "/inbox/1")
    complaint = {
        "request_key": KEY,
        "kind": "complaint",
        "body": "متن <i>",
        "category_id": about().category_by_code["green"].id,
    }
    steps.send("nobody", "/messages/steps", **complaint, step="where")
    steps.send("nobody", "/messages", **complaint, step="who", name="", phone="", home="")
    bare()
    steps.send("nobody", "/messages", **{**complaint, "request_key": "x"}, step="who")
    bare()
    with transaction(office, "test") as tx:
        first = tx.session.query(Category).filter(Category.offered.is_(False)).order_by(Category.id).limit(FIRST - 2)
        for row in first:
            row.offered = True
        tx.config_changed()
    steps.look("nobody", "/messages/new?kind=request")
    bare()
    trees = {**complaint, "kind": "request"}
    for kind in ("request", "suggestion"):
        steps.send("nobody", "/messages/steps", **{**trees, "kind": kind}, step="what")
    steps.send("operator", "/intake/questions", category=category)
    steps.send("operator", "/intake", request_key=KEY, kind="request", channel="phone", category=category, refer="1")

    check("message-steps", steps.pages)


def test_the_operator_hears_of_similar_messages_and_registers(scene, file, about, action, units):
    taking = scene("message-intake")
    category = about().category_by_code["asphalt"].id
    near = file(category="asphalt", lat=36_070_000, lon=49_695_000, phone="09121110001", name="رضا <i>")
    second = file(category="asphalt", address="خیابان طالقانی <i>", phone="09121110001")
    point = {"category": category, "lat": "36070100", "lon": "49695000"}
    call = {"request_key": KEY, "kind": "request", "channel": "phone", "category": category, "address": "خیابان <i>"}

    for who in ("operator", "clerk"):
        for sought in ({}, point, {"category": category}, {"category": category, "address": "طالقانی"}):
            taking.send(who, "/intake/near", **sought)
        taking.send(who, "/intake/near", category="", address="بهار <i>")
        taking.send(who, "/intake/near", category=about().category_by_code["green"].id, district="1")
        taking.send(who, "/intake/caller", phone="09121110001")
    answer(action("operator", near), Answer("explained", "شد <i>"))
    refer(action("operator", second), units["civil_works"])
    with transaction(second.office_id, "test") as tx:
        tx.session.get_one(Unit, units["civil_works"]).offered = False
        tx.config_changed()
    taking.look("operator", "/intake", f"/inbox/{second.id}")
    for who in ("operator", "expert", "revenue"):
        taking.send(who, "/intake/near", **point)
    taking.send("nobody", "/messages/steps", request_key=KEY, kind="request", step="where", category_id=category,
                body="چاله <i>", lat="36070100", lon="49695000")  # fmt: skip
    taking.send("operator", "/intake", **call, body="", phone="12", lat="1")
    taking.send("operator", "/intake", **call, body="چاله <i>", same_as=near.code)
    taking.send("clerk", "/intake", **{**call, "request_key": f"{KEY}2", "channel": "meeting"}, body="")
    idea = {**call, "request_key": f"{KEY}3", "kind": "suggestion", "category": "", "phone": "09121110001"}
    taking.send("clerk", "/intake", **idea, body="ب <i>")
    taking.send("clerk", "/intake/caller", phone="09121110001")
    taking.look("clerk", "/inbox/4")

    check("message-intake", taking.pages)
