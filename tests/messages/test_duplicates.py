"""Duplicates: whatever happens to one message, one stays open and all senders are informed of the answer."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.feedback_calls import queries
from deskq.messages import jobs
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.service import answer
from deskq.messages.service.answer import Answer
from deskq.messages.service.message_input import MessageInput
from deskq.paper_boxes import queries as box_queries
from deskq.paper_boxes import service as paper_boxes_service
from deskq.paper_boxes.service import OpeningInput
from deskq.portal import service
from tests.messages.test_sms_texts import PHONE, code_of, spelled, told
from tests.sms.conftest import gateway, work
from tests.tools.refusals import refused_at

__all__ = ["gateway", "told", "work"]


@pytest.fixture
def several(file, action, referred):
    """``several(2)``: a request at civil works, and so many others that say the same."""

    def make(others: int, **given: object) -> list[Message]:
        duplicates = [file(**given) for _ in range(others)]
        for one in duplicates:
            answer.link(action("operator", one), referred.code)
        return [referred, *duplicates]

    return make


def verbs(message: Message) -> list[str]:
    return [step.verb for step in message_queries.steps(db.session(), message.id)]


def test_when_the_first_message_is_withdrawn_its_oldest_duplicate_replaces_it_at_its_unit(
    several, office, units, later
):
    primary, oldest, other = several(2)
    later(days=3)

    service.withdraw(office, primary.id)

    assert (oldest.state, oldest.unit_id, oldest.outcome, oldest.duplicate_of_id) == (
        *("referred", units["civil_works"], None, None),
    )
    assert oldest.class_id == primary.class_id
    assert oldest.started_at == clock.now() < oldest.due_at
    assert not oldest.reopened, "its citizen has not said yet that they are not satisfied"
    assert (other.state, other.duplicate_of_id) == ("answered", oldest.id)
    assert verbs(primary)[-2:] == ["withdraw", "hand_on"]
    assert verbs(oldest) == ["register", "link", "go_on"]
    assert verbs(other) == ["register", "link", "follow"]


def test_a_duplicate_closed_meanwhile_is_reopened_too(several, office, action, later):
    primary, other = several(1)
    answer.answer(action("civil", primary), Answer("explained", "شد"))
    later(days=11)
    jobs.run_once()
    assert other.state == "closed"
    service.return_to_answer(office, primary.id, "reopen", "نشد")

    service.withdraw(office, primary.id)

    assert (other.state, other.ended_at) == ("referred", None)


def test_the_sender_of_the_replacement_is_informed_and_the_others_get_the_new_date(several, office, told):
    primary, *others = several(2, phone=PHONE)
    codes = [spelled(one.code) for one in others]
    told()

    service.withdraw(office, primary.id)

    open_again, new_date = told()
    assert codes[0] in open_again
    assert "دوباره باز شد" in open_again
    assert codes[1] in new_date
    assert "مهلت پاسخ" in new_date


def test_the_page_explains_the_reopening_to_citizen_and_unit(several, office, client, sign_in):
    primary, oldest = several(1, phone=PHONE)
    first = primary.code
    service.withdraw(office, primary.id)
    client.post(f"/track/{oldest.code}/proof", data={"digits": "4567"})

    assert "جداگانه رسیدگی می‌شود" in client.get(f"/track/{oldest.code}").text
    page = sign_in("civil").get(f"/inbox/{oldest.id}").text
    assert "کار از همین‌جا ادامه دارد" in page
    assert spelled(first) in page
    assert "خود سامانه" in page, "no citizen pressed it"


def test_undoing_a_slip_reopens_its_duplicate(office, file, action, about):
    box = next(iter(box_queries.boxes(db.session(), office)))
    writer = action("operator", file()).person_id
    opened = paper_boxes_service.open_box(office, "person:1", writer, OpeningInput(box, 2, others="علی رضایی"), "box")
    given = MessageInput(kind="suggestion", channel="box", body="نیمکت در پارک")
    slip = paper_boxes_service.add_slip(office, "person:1", writer, opened.id, given, "slip")
    typed, other = db.session().get(Message, slip.message_id), file("suggestion")
    answer.link(action("operator", other), typed.code)

    paper_boxes_service.undo_slip(office, "person:1", writer, opened.id, slip.id)

    assert (typed.state, other.state, other.unit_id) == ("withdrawn", "referred", typed.unit_id)


def test_duplicates_of_a_linked_message_get_the_answer_of_the_primary(file, several, action, told):
    middle, first = several(1, phone=PHONE)
    last, code = file(category="asphalt"), spelled(first.code)
    answer.link(action("operator", middle), last.code)
    assert (middle.duplicate_of_id, first.duplicate_of_id) == (last.id, last.id)
    assert verbs(first) == ["register", "link", "follow"]
    assert [code_of(text) for text in told()] == [code], "its own code, and no answer that nobody gave"

    answer.answer(action("operator", last), Answer("explained", "شد"))

    (text,) = told()
    assert code in text
    assert verbs(first)[-1] == "told"


def test_linking_to_an_answered_message_sends_its_answer_at_once(file, several, action, told, later, now_of):
    middle, first = several(1, phone=PHONE)
    last, code, number = file(category="asphalt"), spelled(first.code), first.id
    linking = action("operator", middle)
    answer.answer(action("operator", last), Answer("explained", "شد"))
    later(days=2)

    answer.link(linking, last.code)

    assert code in told()[-1]
    assert now_of(number).answered_at == clock.now(), "they may come back to it from now on"


def test_a_duplicate_of_a_duplicate_is_linked_to_the_first(file, several, action):
    primary, other = several(1)
    another = file()

    answer.link(action("operator", another), other.code)

    assert another.duplicate_of_id == primary.id


def test_a_message_is_not_linked_to_a_withdrawn_one_or_to_its_own_duplicate(file, office, several, action):
    gone, made = file(), file()
    service.withdraw(office, gone.id)
    primary, other = several(1)

    for message, code in ((made, gone.code), (primary, other.code)):
        with refused_at("code"):
            answer.link(action("operator", message), code)

    assert (made.state, primary.state) == ("registered", "referred")


def test_a_duplicate_is_not_closed_before_the_primary_is_answered(several, action, later):
    primary, other = several(1)
    later(days=11)
    jobs.run_once()
    assert other.state == "answered"
    answer.answer(action("civil", primary), Answer("explained", "شد"))
    later(days=11)

    jobs.run_once()

    assert (primary.state, other.state) == ("closed", "closed")


def test_senders_of_duplicates_get_feedback_calls_too(office, several, file, action, later):
    primary, other = several(1, phone=PHONE)
    later(hours=25)
    assert queries.calls_due(db.session(), office, clock.now()) == []
    answer.answer(action("civil", primary), Answer("explained", "شد"))
    late = file(phone=PHONE)
    answer.link(action("operator", late), primary.code)
    later(hours=25)

    calls = queries.calls_due(db.session(), office, clock.now())

    assert [(call.message.id, call.primary.id) for call in calls] == [(other.id, primary.id), (late.id, primary.id)]
    service.return_to_answer(office, primary.id, "reopen", "نشد")
    assert queries.calls_due(db.session(), office, clock.now()) == [], "that answer does not stand any more"


def test_the_feedback_call_shows_the_answer(several, action, later, sign_in):
    primary, other = several(1, phone=PHONE)
    answer.answer(action("civil", primary), Answer("explained", "جدول‌ها ترمیم شد"))
    later(hours=25)
    call = message_queries.feedback_of(db.session(), other.id).id
    client = sign_in("operator")
    assert "توضیح داده شد" in client.get("/calls").text

    page = client.get(client.post(f"/calls/{call}/beginning").location).text

    for words in ("جدول‌ها ترمیم شد", "توضیح داده شد", "عمران"):
        assert words in page
