"""Messages with little in them, at work, paused, late, answered and erased, as staff and senders see them."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.inbox.models import SavedFilter
from deskq.message_pauses import service as pauses
from deskq.messages.service import escalate
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.refer import accept, refer
from deskq.portal import service as portal
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.applications.applicants import paper
from tests.kept_pages.casework import bare, marked_names, without_map
from tests.kept_pages.check import check
from tests.portal.tracking import answered
from tests.tools.browsers import look

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["answered", "bare", "look", "marked_names", "without_map"]
KEY = "a-key-of-a-page-of-messages"


@pytest.fixture
def more_settings(request) -> dict[str, object]:
    return {"SMS_GATEWAY": "console"} if "sms" in request.node.name else {}


def test_messages_with_little_in_them(scene, bare, file, action, units, look):
    bare()
    plain = scene("message-bare")
    nowhere = file("suggestion", address="", body="یک پیشنهاد <i>")
    hole = file(category="asphalt")
    file("complaint", body="با من بد رفتار شد <i>", category="asphalt")
    report = file("report", body="رشوه <i>", address="")

    plain.look("operator", "/inbox", "/inbox?lang=fa", "/inbox?tab=gone", "/inbox/several", "/intake")
    plain.look("operator", "/inbox?tab=all&state=answered", "/inbox/filters", "/boxes", "/intake?channel=meeting")
    for message in (nowhere, hole):
        plain.look("operator", f"/inbox/{message.id}", f"/inbox/{message.id}/work-order", f"/intake/{message.id}")
        plain.look("nobody", f"/track/{message.code}", f"/messages/filed/{message.code}")
    plain.look("inspectorate", f"/inbox/{report.id}", "/inbox?tab=all&kind=report", "/inbox/several?tab=all")
    plain.look("nobody", f"/track/{report.code}", "/messages/new", "/messages/new?kind=request")
    ticket = issue(hole.office_id, "test", NewTicket("info_desk", "a visitor with a complaint"))
    visit = file("complaint", body="معطل شدم <i>", ticket_id=ticket.id, address="")
    refer(action("inspectorate", visit), units["planning"], "لطفاً شما هم نظر بدهید")
    plain.look("inspectorate", f"/inbox/{visit.id}")
    plain.look("planner", f"/inbox/{visit.id}", "/inbox")
    refer(action("operator", hole), units["civil_works"])
    accept(action("civil", hole))
    plain.look("civil", f"/inbox/{hole.id}", "/inbox")
    plain.look("mayor", f"/inbox/{hole.id}", "/inbox")
    answer(action("civil", hole), Answer("explained", "آسفالت شد <i>"))
    plain.look("operator", f"/inbox/{hole.id}", "/inbox?tab=all&state=answered", f"/inbox/{hole.id}/work-order")
    plain.look("nobody", f"/track/{hole.code}")

    check("message-bare", plain.pages)


def test_a_message_waits_and_is_late(scene, referred, file, action, units, office, now_of, citizen_of):
    waiting = scene("message-waits")
    accept(action("civil", referred))
    address, track = f"/inbox/{referred.id}", f"/track/{referred.code}"
    outside = file(category="asphalt", phone="09121234567", name="سارا <i>")
    refer(action("operator", outside), units["civil_works"])
    file("report", body="رشوه <i>")
    code = outside.code
    number = outside.id

    waiting.send("civil", f"{address}/question", words="", day="")
    waiting.send("civil", f"{address}/waiting", words="", body="", day="")
    waiting.send("civil", f"{address}/extension", words="", day="1405/01/01")
    waiting.send("civil", f"{address}/answer", turn=999, words="x", outcome="explained")
    waiting.send("civil", f"{address}/answer", words="", outcome="")
    waiting.send("civil", f"{address}/passing-on", unit="", words="دلیل")
    waiting.send("operator", f"{address}/referral", unit="", note="یادداشت")
    waiting.send("operator", f"{address}/sender", why="")
    pauses.ask_back(action("civil", outside), "کدام کوچه؟ <i>", clock.now() + timedelta(days=3))
    pauses.wait_outside(action("civil", referred), "شرکت آب <i>", "لوله <i>", clock.now() + timedelta(days=3))
    waiting.comes("sender", citizen_of(code))
    waiting.look("civil", address, f"/inbox/{number}", "/inbox", f"{address}/work-order")
    waiting.look("sender", f"/track/{code}")
    waiting.look("nobody", track, f"/track/{code}")
    waiting.send("sender", f"/track/{code}/words", words="")
    clock.fix(clock.now() + timedelta(days=4))
    pauses.resume_silent(office, clock.now())
    waiting.look("nobody", track, f"/track/{code}")
    due = now_of(number).due_at
    for moment in (due, due + timedelta(days=90)):
        clock.fix(moment)
        waiting.look("nobody", track, f"/track/{code}")
    late = scene("message-late")
    for _ in range(3):
        escalate.escalate(office, clock.now())
    for who in ("mayor", "deputy", "operator", "inspectorate"):
        late.look(who, "/inbox?tab=escalated", "/inbox?tab=all", f"/inbox/{number}")

    check("message-waits", waiting.pages)
    check("message-late", late.pages)


@pytest.fixture
def citizen_of(browser):
    """``citizen_of(code)``: a browser of the sender of this message, who is proven."""

    def proven(code: str):
        page = browser()
        assert page.post(f"/track/{code}/proof", data={"digits": "4567"}).status_code == 303
        return page

    return proven


def test_a_sender_proves_by_sms_and_comes_back(scene, file, answered, browser, citizen_of, now_of, office):
    proving = scene("message-proof")
    made, other = (
        file("complaint", category="asphalt"),
        file("complaint", body="دیگر <i>", phone="", national_id="0499370899"),
    )
    code, made_id, other_id = made.code, made.id, other.id

    proving.send("nobody", f"/track/{code}/proof", digits="0000")
    proving.send("nobody", f"/track/{code}/proof", digits="12")
    proving.comes("sender", citizen_of(code))
    proving.look("sender", f"/track/{code}")
    portal.add_words(office, made_id, "هنوز <i>")
    answered(now_of(made_id))
    proving.look("sender", f"/track/{code}")
    proving.send("sender", f"/track/{code}/reopening", words="")
    proving.send("sender", f"/track/{code}/words", words="x", photos=[paper(b"no file")])
    for number in (made_id, other_id):
        shut = now_of(number).code
        for _ in range(20):
            proving.comes("nobody").post(f"/track/{shut}/proof", data={"digits": "1111"})
        proving.look("nobody", f"/track/{shut}")
        proving.send("nobody", f"/track/{shut}/proof", digits="1111")
        proving.send("nobody", f"/track/{shut}/sms-code")
        proving.send("nobody", f"/track/{shut}/sms-code/proof", sms_code="12")
    proving.look("nobody", "/messages/new?kind=complaint")
    sent = {"request_key": KEY, "kind": "suggestion", "body": "x", "step": "where"}
    proving.send("nobody", "/messages/steps", **sent)
    proving.send("nobody", "/messages/steps", **sent, texts="1")
    proving.look("operator", "/inbox/sender-check", f"/intake/{made_id}")
    proving.send("operator", "/inbox/sender-check", code="1")
    proving.send("nobody", f"/track/{code}/objection", words="")
    proving.send("sender", f"/track/{code}/reopening", words="باز هم چاله")
    proving.look("sender", f"/track/{code}")

    check("message-proof", proving.pages)


def test_several_messages_and_saved_filters(scene, file, units, look):
    several = scene("message-several")
    made = [file(category="asphalt") for _ in range(3)]
    ticked = [f"{one.id}-{one.turn}" for one in made]
    question = f"tab=all&state=registered&kind=request&category={made[0].category_id}"

    several.look("operator", f"/inbox/several?{question}")
    several.send("operator", "/inbox/several/referral", message=ticked[:2], unit="", words="x")
    several.send("operator", "/inbox/several/extension?tab=all", message=ticked[:2], day="x")
    several.send("operator", "/inbox/several/answer", message=ticked[:2], outcome="done", words="")
    several.send("operator", "/inbox/several/referral", message=[f"{made[0].id}-99", "999-0", ticked[1]],
                 unit=units["civil_works"])  # fmt: skip
    several.send("operator", "/inbox/several/referral", message=ticked[2:], unit=units["green_space"])
    several.look("operator", f"/inbox/filters?{question}", "/inbox?tab=all&age=late")
    several.send("operator", f"/inbox/filters?{question}&age=late", name="")
    several.send("operator", f"/inbox/filters?{question}", name="آسفالت")
    kept = look().query(SavedFilter).one().id
    several.look("operator", f"/inbox/filters/{kept}", "/inbox/filters", "/inbox", f"/inbox?{question}&q=چاله")
    several.look("operator", f"/inbox?{question}", f"/inbox?{question}&age=calm", "/inbox?q=نیست")

    check("message-several", several.pages)
