"""A new day is texted when it is new: not after a reply that came on the day of the question."""

import pytest

from deskq.portal import service as portal
from tests.message_pauses.test_replies import asked
from tests.sms.conftest import gateway, work

__all__ = ["asked", "gateway", "work"]
NEW_DAY = "مهلت پاسخ"


@pytest.fixture
def replied(asked, gateway, work, office, later):
    """``replied(days=2)``: SMS about a new day after a reply that came so much later."""

    def after(**passed: int) -> list[str]:
        message = asked()
        work()
        gateway.texts.clear()
        later(**passed)
        portal.add_words(office, message.id, "پلاک ۱۲")
        work()
        return [text for text in gateway.texts if NEW_DAY in text]

    return after


def test_a_reply_on_the_same_day_changes_no_day_and_is_not_texted(replied):
    assert replied(minutes=5) == []


def test_a_reply_days_later_moves_the_day_and_is_texted_once(replied):
    assert len(replied(days=4)) == 1
