"""Ready answers: kept by the admin, filled while answering, with nothing typed lost."""

import html
import re

import pytest

from deskq.core.text import persian
from deskq.message_admin.service.ready_answers import save_ready_answer
from deskq.message_settings import ready_answers
from deskq.message_settings.models import ReadyAnswer
from deskq.messages import tracking_code

TEXT = "پیام {کد} در {نشانی}: {موضوع} به {واحد} رسید. {امروز}"


@pytest.fixture
def save(office):
    def one(**given):
        fields = {
            "code": "done", "name_fa": "انجام شد", "name_en": "", "position": 1, "offered": True,
            "category_id": None, "outcome": "explained", "text_fa": TEXT, "text_en": "", **given,
        }  # fmt: skip
        return save_ready_answer(office, "person:1", None, fields)

    return one


@pytest.fixture
def press(inside, referred):
    """``press(ready answer, words="...")``: the page on which civil works puts it into the answer."""

    def post(row: ReadyAnswer, status: int = 200, **typed: str) -> str:
        data = {"turn": referred.turn, "ready": row.id, **typed}
        answer = inside("civil").post(f"/inbox/{referred.id}/ready-answer?lang=en", data=data)
        assert answer.status_code == status
        return answer.text

    return post


def words(page: str) -> str:
    (found,) = re.findall(r'<textarea id="answer-words"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return html.unescape(found).strip()


def test_the_chosen_text_is_filled_and_put_under_what_was_typed(referred, save, press, now_of):
    page = press(save(), words="سلام", note="برای خودمان")

    typed, filled = words(page).split("\n")
    assert typed == "سلام"
    code = persian.persian_digits(tracking_code.isolated(referred.code))
    assert filled.startswith(f"پیام {code} در خیابان امام: چاله و لکه‌گیری آسفالت به ")
    assert "{" not in filled
    assert "برای خودمان" in page
    assert re.search(r'<option value="explained" selected>', page)
    assert now_of(referred.id).state == "referred"


def test_the_same_text_is_not_put_in_twice_in_a_row(save, press):
    first, other = save(text_fa="سلام\nرسیدگی شد."), save(code="later", text_fa="رسیدگی می‌شود.")

    def put(row: ReadyAnswer, typed: str) -> str:
        return press(row, words=typed.replace("\n", "\r\n"))

    once = put(first, "سلام")
    twice = put(first, f"{words(once)}\n ")
    between = put(first, words(put(other, words(twice))))

    assert words(once) == "سلام\nسلام\nرسیدگی شد."
    assert words(twice).splitlines() == words(once).splitlines()
    assert "This text is in the answer already." in twice
    assert "This text is in the answer already." not in once + between
    assert words(between).splitlines()[-3:] == ["رسیدگی می‌شود.", "سلام", "رسیدگی شد."]


def test_an_outcome_that_was_chosen_stays(save, press):
    assert re.search(r'<option value="guided" selected>', press(save(), outcome="guided"))


def test_those_of_the_category_and_of_all_are_offered_and_nothing_else(inside, referred, save, press, about):
    categories = about().category_by_code
    save(name_fa="همگانی")
    save(code="asphalt", name_fa="ویژهٔ آسفالت", category_id=categories["asphalt"].id)
    other = save(code="green", name_fa="ویژهٔ فضای سبز", category_id=categories["green"].id)
    gone = save(code="old", name_fa="کهنه", offered=False)

    page = inside("civil").get(f"/inbox/{referred.id}").text

    offered = re.findall(r'<select id="answer-ready".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r">([^<>]+)</option>", offered) == ["همگانی", "ویژهٔ آسفالت"]
    for row in (other, gone):
        press(row, 404)


def test_the_form_with_a_ready_answer_looked_at_is_answered_as_usual(inside, referred, save, now_of):
    data = {"turn": referred.turn, "ready": save().id, "outcome": "explained", "words": "درست شد"}

    assert inside("civil").post(f"/inbox/{referred.id}/answer", data=data).status_code == 303
    assert now_of(referred.id).state == "answered"


def test_values_are_not_filled_twice_and_others_braces_stay():
    filled = ready_answers.filled("{نشانی} {code} {هیچ}", {"address": "{کد}", "code": "۱"})

    assert filled == "{کد} ۱ {هیچ}"


def test_an_admin_keeps_them_and_an_unknown_placeholder_is_refused(inside, office, look):
    admin, page = inside("admin"), "/manage/messages/answers"
    fields = {"code": "late", "name_fa": "دیر", "position": "2", "offered": "1", "text_fa": "با پوزش، {چیز}"}

    refused = admin.post(page, data=fields)
    taken = admin.post(page, data={**fields, "text_fa": "با پوزش، {کد}", "outcome": "guided"})

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert "جای‌نگهدار نیست" in refused.text
    assert "با پوزش، {چیز}" in refused.text
    (row,) = ready_answers.of_office(look(), office).values()
    assert "دیر" in admin.get(page).text
    assert (row.text_fa, row.outcome, row.category_id) == ("با پوزش، {کد}", "guided", None)
    assert admin.post(f"{page}/{row.id}/removal").status_code == 303
    assert look().query(ReadyAnswer).count() == 0
