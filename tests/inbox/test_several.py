"""Several messages at once: each is done or refused by itself; two people at once do nothing twice and lose nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from deskq.core import clock
from deskq.core.text import jalali
from deskq.messages.models import Message, Step
from tests.conftest import PASSWORD


@pytest.fixture
def send(inside):
    """``send("operator", "referral", messages, unit=3)``: what that person is answered who does so to these."""

    def post(name: str, verb: str, messages: list[Message], **form: object):
        chosen = [f"{one.id}-{one.turn}" for one in messages]
        return inside(name).post(f"/inbox/several/{verb}", data={"message": chosen, **form})

    return post


def test_several_messages_are_referred_and_one_that_changed_meanwhile_is_left(send, file, units, action, now_of):
    messages = [file(category="asphalt") for _ in range(5)]
    seen = [f"{one.id}-{one.turn}" for one in messages]
    seen[0] = f"{messages[0].id}-99"

    page = send("operator", "referral", [], message=seen, unit=units["civil_works"], words="x", outcome="done")

    assert page.status_code == 200
    assert "انجام شد: ۴ از ۵" in page.text
    assert "دیگری" in page.text
    assert [now_of(one.id).state for one in messages] == ["registered", *["referred"] * 4]


def test_two_people_refer_forty_at_once_and_each_is_referred_once(browser, file, units, look):
    messages = [file(category="asphalt") for _ in range(40)]
    data = {"message": [f"{one.id}-{one.turn}" for one in messages], "unit": units["civil_works"]}
    people = [browser(), browser()]
    for one in people:
        one.post("/sign-in", data={"name": "operator", "password": PASSWORD})

    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(lambda one: one.post("/inbox/several/referral", data=data).text, people))

    steps = look().query(Step.message_id).filter(Step.verb == "refer").all()
    assert sorted(one.message_id for one in steps) == [one.id for one in messages]
    assert sum(page.count("circle-check") for page in pages) >= len(messages)


def test_they_are_extended_and_answered_alike(send, file, now_of):
    first, second, complaint = file(category="noise"), file(category="noise"), file("complaint")

    extended = send("operator", "extension", [first, second], day="1405/12/20", words="قطعه در راه است")
    assert "انجام شد: ۲ از ۲" in extended.text
    assert now_of(first.id).due_at.astimezone(clock.zone()).date() >= jalali.parse("1405/12/20")

    messages = [now_of(one.id) for one in (first, second)] + [complaint]
    answered = send("operator", "answer", messages, outcome="explained", words="برق منطقه وصل شد")
    assert "انجام شد: ۲ از ۳" in answered.text
    assert [now_of(one.id).state for one in (first, second, complaint)] == ["answered", "answered", "registered"]


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("referral", {}),
        ("extension", {"day": "x"}),
        ("answer", {"message": ["1-x"]}),
        ("referral", {"message": ["5-1"] * 101}),
    ],
)
def test_a_form_that_says_too_little_changes_nothing_and_keeps_what_was_typed(send, file, verb, data):
    page = send("operator", f"{verb}?tab=all", [file()], words="متن من", **data)

    assert page.status_code == 422
    assert "متن من" in page.text


def test_nobody_acts_on_what_they_do_not_see(send, file, now_of):
    report, message = file("report"), file(category="asphalt")

    page = send("civil", "answer", [report, message], outcome="explained", words="x")

    assert "انجام شد: ۰ از ۲" in page.text
    assert report.code not in page.text
    assert [now_of(one.id).state for one in (report, message)] == ["registered", "registered"]
