"""Several messages at once: each is done or refused by itself; two people at once do nothing twice and lose nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from deskq.core import clock
from deskq.core.text import jalali
from deskq.messages.models import Step
from tests.conftest import PASSWORD


@pytest.fixture
def as_person(browser):
    def come(name: str):
        made = browser()
        assert made.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
        return made

    return come


def chosen(*messages) -> list[str]:
    return [f"{one.id}-{one.turn}" for one in messages]


def test_forty_messages_are_referred_and_one_that_changed_meanwhile_is_left(as_person, file, units, now_of):
    messages = [file(category="asphalt") for _ in range(5)]
    data = {"message": chosen(*messages), "unit": units["civil_works"], "words": "x", "outcome": "done"}
    data["message"][0] = f"{messages[0].id}-99"

    page = as_person("operator").post("/inbox/several/referral", data=data)

    assert page.status_code == 200
    assert "انجام شد: ۴ از ۵" in page.text
    assert "دیگری" in page.text
    assert [now_of(one.id).state for one in messages] == ["registered", *["referred"] * 4]


def test_two_people_refer_forty_at_once_and_each_is_referred_once(as_person, file, units, look):
    messages = [file(category="asphalt") for _ in range(40)]
    data = {"message": chosen(*messages), "unit": units["civil_works"]}
    people = [as_person("operator"), as_person("operator")]

    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(lambda one: one.post("/inbox/several/referral", data=data).text, people))

    steps = look().query(Step.message_id).filter(Step.verb == "refer").all()
    assert sorted(one.message_id for one in steps) == [one.id for one in messages]
    done = sum(page.count("circle-check") for page in pages)
    assert done >= len(messages)


def test_they_are_extended_and_answered_alike(as_person, file, now_of, action, units):
    first, second, complaint = file(category="noise"), file(category="noise"), file("complaint")
    operator = as_person("operator")
    day = jalali.parse("1405/12/20")

    extended = operator.post(
        "/inbox/several/extension",
        data={"message": chosen(first, second), "day": "1405/12/20", "words": "قطعه در راه است"},
    )
    assert "انجام شد: ۲ از ۲" in extended.text
    assert now_of(first.id).due_at.astimezone(clock.zone()).date() >= day

    messages = [now_of(one.id) for one in (first, second)] + [complaint]
    data = {"message": chosen(*messages), "outcome": "explained", "words": "برق منطقه وصل شد"}
    answered = operator.post("/inbox/several/answer", data=data)

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
def test_a_form_that_says_too_little_changes_nothing_and_keeps_what_was_ticked(as_person, file, verb, data):
    message = file()
    fields = {"message": chosen(message), "words": "متن من", **data}

    page = as_person("operator").post(f"/inbox/several/{verb}?tab=all", data=fields)

    assert page.status_code == 422
    assert "متن من" in page.text


def test_nobody_acts_on_what_they_do_not_see(as_person, file, now_of, units):
    report, message = file("report"), file(category="asphalt")

    page = as_person("civil").post(
        "/inbox/several/answer", data={"message": chosen(report, message), "outcome": "explained", "words": "x"}
    )

    assert "انجام شد: ۰ از ۲" in page.text
    assert report.code not in page.text
    assert [now_of(one.id).state for one in (report, message)] == ["registered", "registered"]
