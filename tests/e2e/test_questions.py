"""An admin gives a category its questions; a citizen answers them in place of a free text."""

from playwright.sync_api import Page, expect

from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import speaks

OFFICE = "set_up"

PHONE = (390, 844)
WHAT, COUNT = "چه چیزی خراب است؟", "چند چراغ خاموش است؟"


def add(admin: Page, code: str, name: str, kind: str, after: bool = False, **more: str) -> None:
    """``after``: asked after an answer to the question before."""
    admin.goto("/manage/messages/questions/new")
    for field, value in {"name_fa": name, "code": code, **more}.items():
        admin.locator(f"#{field}").fill(value)
    if after:
        admin.locator("#when_id").select_option(index=1)
    admin.locator("#category_id").select_option(label="زباله و مخزن")
    admin.locator("#kind").select_option(kind)
    admin.locator("#required").check()
    admin.locator(".form button[data-kind=main]").click()
    expect(admin.locator("table")).to_contain_text(name)


def test_a_citizen_answers_the_questions_of_a_subject_in_place_of_a_free_text(server, screen, enter):
    admin = enter("admin")
    add(admin, "what", WHAT, "choice", options_fa="چراغ\nتیر")
    add(admin, "count", COUNT, "number", after=True, when_answer="چراغ", position="2")
    phone = screen("/messages/new?kind=request", size=PHONE)
    go = phone.locator("#filing button[data-kind=main]")
    phone.locator(".voice-pictures label", has_text="زباله").click()
    go.click()

    phone.wait_for_selector("[name=step][value=ask]", state="attached")
    speaks(phone, "fa")
    assert over(phone)[0] == 0
    expect(phone.get_by_text(COUNT)).to_be_hidden()
    phone.locator(".question-option", has_text="چراغ").click()
    expect(phone.get_by_text(COUNT)).to_be_visible()
    go.click()
    expect(phone.locator(".field-problem")).to_have_count(1)
    phone.locator("[inputmode=numeric]").fill("۳")
    go.click()
    phone.locator("#address").fill("خیابان امام")
    go.click()
    go.click()

    expect(phone.locator(".voice-filed")).to_be_visible()
    operator = enter("operator")
    operator.goto("/inbox?tab=refer")
    expect(operator.locator(".inbox-excerpt", has_text=WHAT)).to_contain_text("چراغ")
