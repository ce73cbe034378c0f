"""An answered message that is due for a feedback call, and an operator."""

import pytest

from deskq.core.extensions import db
from deskq.messages.models import Feedback
from deskq.messages.queries import message
from deskq.messages.service.answer import Answer, answer
from deskq.staff import queries as staff_queries
from tests.conftest import PASSWORD

PHONE = "09121234567"


@pytest.fixture
def answered(file, action, later):
    """``answered()``: a request that was answered a day ago, whose sender left a number; and its call."""

    def make(**given: object) -> Feedback:
        made = file(category="green", phone=PHONE, name="سارا احمدی", **given)
        answer(action("operator", made), Answer("explained", "هرس شد."))
        later(hours=25)
        return message.feedback_of(db.session(), made.id)

    return make


@pytest.fixture
def operator(browser, office):
    """The operator, signed in; called before or after the clock was moved."""

    def arrive():
        made = browser()
        assert made.post("/sign-in", data={"name": "operator", "password": PASSWORD}).status_code == 303
        return made

    return arrive


def person(name: str) -> int:
    return staff_queries.person_by_name(db.session(), name).id
