"""SMS to citizens: code, extension, answer, reopening; no content."""

from datetime import timedelta

import pytest

from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.messages import sms_templates, tracking_code
from deskq.messages.rules import texted_codes
from deskq.messages.service import answer as answer_service
from deskq.messages.service import extend_deadline
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.refer import refer
from deskq.portal import service
from deskq.sms import rules as sms_rules
from deskq.sms.models import Notice
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "work"]
pytestmark = pytest.mark.usefixtures("app")
PHONE, NUMBER = "09121234567", "+989121234567"


@pytest.fixture
def told(gateway, work):
    """``told()``: what went out since it was asked last, as it is read."""

    def since() -> list[str]:
        work()
        said = [text.replace("\u2066", "").replace("\u2069", "") for text in gateway.texts]
        gateway.taken.clear()
        return said

    return since


@pytest.fixture
def mine(gateway, file, told):
    """A request whose sender left a number; the first text is gone already."""
    made = file(category="asphalt", phone=PHONE)
    told()
    return made


def test_one_number_gets_six_codes_a_day_that_nobody_has_verified(file, told, later):
    for _ in range(8):
        file(category="asphalt", phone=PHONE)
    assert len(told()) == texted_codes.MOST == 6

    file(category="asphalt", phone="09121234568")
    assert len(told()) == 1  # another number is not concerned

    later(days=1, minutes=1)
    file(category="asphalt", phone=PHONE)
    assert len(told()) == 1


def test_codes_of_messages_that_the_operator_registers_are_sent_and_not_counted(file, told, action):
    operator = action("operator", file()).person_id
    for _ in range(8):
        file(channel="phone", phone=PHONE, taken_by_id=operator)
    file(category="asphalt", phone=PHONE)

    assert len(told() + told()) == 9


def spelled(code: str) -> str:
    return persian.persian_digits(tracking_code.spaced(code))


def code_of(text: str) -> str:
    return text.partition("کد رهگیری: ")[2].partition("\n")[0]


def test_code_and_deadline_are_sent_at_once_in_the_language_of_the_sender(gateway, file, work):
    made, english = file(category="asphalt", phone=PHONE), file(phone=PHONE, language="en")
    work()

    ((number, text), (_, in_english)) = gateway.taken
    assert number == NUMBER
    assert spelled(made.code) in text
    assert "پاسخ تا" in text
    assert sms_rules.part_count(text) == 1
    assert tracking_code.spaced(english.code) in in_english
    assert "Answer by" in in_english


@pytest.mark.parametrize(
    "given",
    [{"phone": ""}, {"phone": "02833334444"}, {"phone": PHONE, "texts": False}, {"kind": "report", "phone": PHONE}],
)
def test_sms_go_only_to_consenting_mobiles_and_never_about_reports(gateway, file, action, told, given):
    made = file(given.pop("kind", "request"), **given)
    answer(action("inspectorate" if made.kind == "report" else "operator", made), Answer("explained", "پاسخ"))

    assert told() == []


def test_an_extension_sends_the_new_date(mine, action, units, told):
    refer(action("operator", mine), units["civil_works"])
    assert told() == []

    extend_deadline.extend(action("civil", mine), mine.due_at + timedelta(days=5), "قطعه در راه است")

    (text,) = told()
    assert "مهلت پاسخ" in text
    assert "قطعه" not in text


def test_a_changed_class_sends_the_new_due_date(mine, action, units, about, told):
    refer(action("operator", mine), units["civil_works"], class_id=about().class_by_code["urgent"].id)

    assert len(told()) == 1


def test_an_answer_is_announced_without_its_text(mine, action, told):
    answer(action("operator", mine), Answer("explained", "کارگر فرستادیم"))

    (text,) = told()
    assert spelled(mine.code) in text
    assert "پاسخ داده شد" in text
    assert "کارگر" not in text
    assert sms_rules.part_count(text) == 1


def test_a_reopening_sends_an_sms(mine, office, action, told):
    answer(action("operator", mine), Answer("explained", "شد"))
    told()

    service.return_to_answer(office, mine.id, "reopen", "نشد")

    (text,) = told()
    assert "دوباره باز شد" in text


def test_the_sender_of_a_duplicate_of_an_answered_message_is_informed_at_once(file, action, told, gateway):
    first, second = file(category="asphalt"), file(category="asphalt", phone=PHONE)
    code = second.code
    answer(action("operator", first), Answer("explained", "شد"))

    answer_service.link(action("operator", second), first.code)

    (text,) = told()
    assert spelled(code) in text


def test_an_outdated_sms_is_not_sent(gateway, file, office, told):
    made = file(phone=PHONE)
    service.withdraw(office, made.id)

    assert told() == []
    assert [notice.problem for notice in db.session().query(Notice)] == ["untrue"]


def test_nothing_is_queued_while_sms_is_off(file, office):
    file(phone=PHONE)

    assert db.session().query(Notice).count() == 0


def test_the_outbox_stores_neither_number_nor_text(gateway, file):
    file(phone=PHONE, body="راز")

    (notice,) = db.session().query(Notice)
    assert notice.about == sms_templates.about(sms_templates.REGISTERED, 1)
    assert not any("912" in str(value) or "راز" in str(value) for value in vars(notice).values())


def test_no_sms_contains_a_past_date(told, mine, action, units, about, later):
    later(days=20)
    refer(action("operator", mine), units["civil_works"], "", about().class_by_code["urgent"].id)
    later(hours=20)

    assert told() == []
