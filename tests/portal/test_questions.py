"""Questions of a category: a step of their own, checked by the server, shown with the message."""

import re

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.message_admin.service.questions import save_question
from deskq.message_erasure import erasure
from deskq.message_settings.models import MessageQuestion
from deskq.message_settings.question_rules import LONGEST, MISSING, NO_NUMBER, check
from deskq.messages import question_answers
from deskq.messages.models import Message
from tests.conftest import PASSWORD


@pytest.fixture
def category(about):
    return about().category_by_code["asphalt"].id


def asked(category: int, code: str, **given) -> dict[str, object]:
    """The fields of a question: one of text that nobody has to answer, unless told otherwise."""
    return {
        "code": code, "name_fa": f"{code}؟", "name_en": "", "position": 9, "offered": True, "category_id": category,
        "kind": "text", "required": False, "options_fa": "", "options_en": "", "when_id": None, "when_answer": "",
        **given,
    }  # fmt: skip


@pytest.fixture
def questions(office, category):
    """{code: id}: what is broken (required), how many lamps (if a lamp), is it dangerous, and where it stands."""

    def save(code, position, **given):
        return save_question(office, "person:1", None, asked(category, code, position=position, **given)).id

    what = save("what", 1, kind="choice", required=True, options_fa="چراغ\nتیر", options_en="Lamp")
    count = save("count", 2, kind="number", required=True, when_id=what, when_answer="چراغ")
    return {"what": what, "count": count, "danger": save("danger", 3, kind="yes_no"), "where": save("where", 4)}


@pytest.fixture
def step(client, category):
    """``step("ask", q_1="...")``: the button of that step of a request."""

    def post(name: str, **typed):
        fields = {"kind": "request", "step": name, "request_key": "onekey-of-a-page", "category_id": category, **typed}
        return client.post("/messages/steps", data=fields)

    return post


def step_of(page: str) -> str:
    return re.search(r'name="step" value="(\w+)"', page)[1]


def field(questions, code):
    return f"q_{questions[code]}"


def test_they_are_a_step_of_their_own_where_a_required_one_is_asked_for_and_what_was_typed_is_kept(
    step, questions, about
):
    assert step_of(step("what").text) == "ask"
    other = about().category_by_code["green"].id
    assert step_of(step("what", body="درخت", category_id=other).text) == "where"

    page = step("ask", **{field(questions, "where"): "سر کوچه"})

    assert page.status_code == 422
    assert step_of(page.text) == "ask"
    assert "لطفاً به این پرسش پاسخ دهید" in page.text
    assert "سر کوچه" in page.text


def test_a_number_has_the_keys_of_digits_and_a_text_the_direction_of_its_words(step, questions):
    page = step("what", body="چراغ خاموش است").text

    def attributes(code):
        (tag,) = re.findall(rf'<input[^>]* name="{field(questions, code)}"[^>]*type="text"[^>]*>', page)
        return set(re.findall(r'(?:inputmode|dir|maxlength)="\w+"', tag))

    assert attributes("count") == {'inputmode="numeric"', 'dir="ltr"', 'maxlength="20"'}
    assert attributes("where") == {'dir="auto"', 'maxlength="300"'}


def test_answers_are_registered_without_free_text_and_shown_to_both_sides(step, client, questions, filed, category):
    answers = {field(questions, "what"): "چراغ", field(questions, "count"): "۳", field(questions, "danger"): "yes"}
    assert step_of(step("ask", **answers).text) == "where"
    sent = {"kind": "request", "request_key": "onekey-of-a-page", "category_id": category, "address": "خیابان امام"}

    answer = client.post("/messages", data={**sent, **answers, "phone": "09121234567"})

    assert answer.status_code == 303
    (made,) = filed()
    assert made.body == "what؟ چراغ\ncount؟ 3\ndanger؟ بله"
    client.post(f"/track/{made.code}/proof", data={"digits": "4567"})
    assert "danger؟ بله" in client.get(f"/track/{made.code}").text
    client.post("/sign-in", data={"name": "operator", "password": PASSWORD})
    page = client.get(f"/inbox/{made.id}").text
    assert re.search(r"<dt[^>]*>what؟</dt><dd[^>]*>چراغ</dd>", page)
    assert '<p class="message-words"' not in page
    assert "what؟ چراغ" in client.get(f"/inbox/{made.id}/work-order").text
    assert f"/inbox/{made.id}" in client.get("/inbox?q=چراغ").text


def test_the_same_form_again_is_one_message_and_with_other_answers_it_is_refused(client, questions, filed, category):
    data = {
        "kind": "request", "request_key": "onekey-of-a-page", "category_id": category, "address": "خیابان",
        field(questions, "what"): "تیر",
    }  # fmt: skip

    first, again = client.post("/messages", data=data), client.post("/messages", data=data)
    other = client.post("/messages", data={**data, field(questions, "where"): "سر کوچه"})

    assert (first.location, first.status_code, other.status_code) == (again.location, 303, 409)
    assert len(filed()) == 1


@pytest.mark.parametrize("channel", ["web", "phone"])
def test_operators_are_held_to_them_as_citizens_are_and_letters_are_not(file, questions, channel):
    with pytest.raises(InvalidInput) as refusal:
        file(category="asphalt", channel=channel)
    assert refusal.value.fields == {field(questions, "what"): MISSING}

    assert file(category="asphalt", channel="letter").body
    assert file("report", category="asphalt").kind == "report"


def test_the_intake_form_asks_them_and_refuses_with_what_was_typed(client, questions, filed, category):
    client.post("/sign-in", data={"name": "operator", "password": PASSWORD})
    assert field(questions, "what") in client.post("/intake/questions", data={"category": category}).text
    data = {
        "kind": "request", "channel": "phone", "category": category, "address": "خیابان امام", "body": "خاموش است",
        "request_key": "onekey-of-a-page",
    }  # fmt: skip

    refused = client.post("/intake", data=data)
    assert refused.status_code == 422
    assert "خاموش است" in refused.text
    assert field(questions, "what") in refused.text
    assert client.post("/intake", data={**data, field(questions, "what"): "تیر"}).status_code == 303

    (made,) = filed()
    assert [(row.code, row.answer) for row in question_answers.of_message(db.session(), made.id)] == [("what", "تیر")]
    assert made.body == "خاموش است"


def test_answers_of_a_question_that_is_not_asked_are_left_out_and_wrong_ones_named(questions):
    rows = [db.session().get(MessageQuestion, row_id) for row_id in questions.values()]
    what, count, danger, where = questions.values()

    assert check(rows, {what: "تیر", count: "5", 999: "x"}, True) == ({what: "تیر"}, {})
    wrong = check(rows, {what: "درخت", danger: "maybe", where: "x" * (LONGEST + 1)}, True).problems
    assert set(wrong) == {f"q_{what}", f"q_{danger}", f"q_{where}"}
    assert check(rows, {what: "چراغ", count: "سه"}, True).problems == {f"q_{count}": NO_NUMBER}
    assert check(rows, {}, False) == ({}, {})


def test_erasing_a_message_erases_its_answers(file, questions, office, look):
    made = file(category="asphalt", answers={questions["what"]: "تیر"})

    with transaction(office, "test") as tx:
        erasure.empty_messages(tx, [made.id])

    assert question_answers.of_message(look(), made.id) == []
    assert look().get(Message, made.id).body == ""


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"kind": "choice", "options_fa": "یکی"}, "options_fa"),
        ({"when_id": "what", "when_answer": "درخت"}, "when_answer"),
        ({"when_id": "what", "when_answer": "چراغ", "position": 1}, "when_id"),
        ({"category_id": 999}, "category_id"),
    ],
)
def test_an_admin_cannot_save_a_question_that_could_never_be_answered(office, questions, category, given, wrong):
    fields = asked(category, "new", **given)
    fields["when_id"] = questions.get(fields["when_id"])

    with pytest.raises(InvalidInput) as refusal:
        save_question(office, "person:1", None, fields)

    assert wrong in refusal.value.fields
