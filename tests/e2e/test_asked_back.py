"""A citizen is asked back by the unit and answers on the tracking page; the clock waits and runs again by itself."""

from playwright.sync_api import expect

from tests.e2e import inbox_actions
from tests.e2e.test_complaint import code_on, follow
from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import file_message, speaks

OFFICE = "set_up"

PHONE = (390, 844)
QUESTION = "کدام چراغ خاموش است؟ لطفاً شمارهٔ روی تیر را بنویسید."
REPLY = "تیر شمارهٔ ۲۱۴، روبه‌روی دبستان"


def test_a_citizen_is_asked_back_and_answers(server, screen, enter):
    phone = screen("/messages/new?kind=request", size=PHONE)
    file_message(phone, body="چراغ خیابان خاموش است", address="خیابان امام", phone="09121234567")
    code = code_on(phone)
    operator = enter("operator")
    inbox_actions.find(operator, code)
    inbox_actions.ask_back(operator, QUESTION)
    expect(operator.locator(".message-due [data-age=paused]")).to_contain_text("در انتظار شهروند")

    follow(phone, code)
    asked = phone.locator(".track-asked")
    expect(asked).to_contain_text(QUESTION)
    speaks(phone, "fa")
    assert over(phone)[0] == 0
    asked.locator("textarea").fill(REPLY)
    asked.locator("button[data-kind=main]").click()

    expect(phone.locator(".track-asked")).to_have_count(0)
    expect(phone.locator(".said")).to_contain_text(REPLY)
    operator.reload()
    expect(operator.locator(".message-due [data-age=paused]")).to_have_count(0)
    expect(operator.locator(".timeline-entry").first).to_contain_text("شهروند پاسخ داد")
    expect(operator.locator(".timeline")).to_contain_text(REPLY)
