"""What a citizen is texted while the clock of their message stands: for whom it waits, and no broken promise."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.message_pauses import service
from deskq.messages.service.refer import refer
from tests.sms.conftest import gateway, work
from tests.sms_inbound.gateway_texts import bring

__all__ = ["bring", "gateway", "work"]


@pytest.fixture
def waiting(file, units, action, gateway, work):
    """``waiting("fa")``: a request that waits for another body; nothing of it has been texted but what was before."""

    def make(language: str = "fa"):
        message = file(category="asphalt", phone="09121234567", language=language)
        refer(action("operator", message), units["civil_works"])
        work()
        gateway.taken.clear()
        until = clock.now() + timedelta(days=10)
        return service.wait_outside(action("civil", message), "شرکت آب", "انشعاب شکسته است", until)

    return make


@pytest.mark.parametrize(
    ("language", "said", "not_said"),
    [("fa", "در انتظار سازمان دیگر است", "مهلت پاسخ"), ("en", "waits for another body", "you will now have")],
)
def test_a_wait_for_another_body_is_texted_as_a_wait(waiting, work, gateway, language, said, not_said):
    waiting(language)
    work()

    (text,) = gateway.texts
    assert said in text
    assert not_said not in text


def test_the_new_day_is_texted_once_it_goes_on(waiting, action, work, gateway, later):
    message = waiting()
    work()
    gateway.taken.clear()
    later(days=4)

    service.resume(action("civil", message))
    work()

    (text,) = gateway.texts
    assert "مهلت پاسخ پیام" in text


def test_who_asks_by_sms_for_its_state_is_told_for_whom_it_waits(waiting, bring, work, gateway):
    message = waiting()
    work()
    gateway.taken.clear()

    bring(text=message.code, id="1")
    work()

    (text,) = gateway.texts
    assert "در انتظار سازمان دیگر" in text
    assert "پاسخ تا" not in text
