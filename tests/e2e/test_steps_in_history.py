"""The browser's own Back, Forward and reload in a citizen's form: nothing typed is lost and nothing is filed twice."""

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.visitor_steps import speaks

OFFICE = "set_up"

PHONE = (390, 844)
WORDS, PLACE, NAME = "چالهٔ بزرگ جلوی مدرسه", "خیابان امام", "سارا احمدی"
START = "/messages/new?kind=request"


@pytest.fixture
def phone(screen) -> Page:
    page = screen("/messages/new", size=PHONE)
    page.locator("a[href*='kind=request']").click()
    at(page, "what")
    return page


def at(page: Page, step: str) -> None:
    """The step is shown, answered, and ready for a press."""
    page.wait_for_selector(f"[name=step][value={step}]", state="attached")
    page.wait_for_function("() => document.readyState === 'complete' && !document.querySelector('main[inert]')")
    expect(page.locator("#filing")).to_be_visible()


def go_on(page: Page, step: str = "") -> None:
    page.locator("#filing button[data-kind=main]").click()
    if step:
        at(page, step)


def to_where(page: Page) -> None:
    page.locator(".voice-pictures label").first.click()
    page.locator("#body").fill(WORDS)
    go_on(page, "where")


def to_who(page: Page, photo: str = "") -> None:
    to_where(page)
    page.locator("#address").fill(PLACE)
    if photo:
        page.locator("#photos").set_input_files(photo)
    go_on(page, "who")


@pytest.fixture
def photo(tmp_path) -> str:
    Image.new("RGB", (600, 400), "linen").save(tmp_path / "hole.jpg")
    return str(tmp_path / "hole.jpg")


def test_back_goes_one_step_back_with_everything_typed_and_the_photo(server, phone, photo):
    to_who(phone, photo)
    phone.locator("#name").fill(NAME)

    phone.go_back()
    at(phone, "where")
    expect(phone.locator("#address")).to_have_value(PLACE)
    expect(phone.locator("input[name=kept]")).to_be_checked()
    phone.go_back()
    at(phone, "what")
    expect(phone.locator("#body")).to_have_value(WORDS)
    expect(phone.locator(".voice-pictures input").first).to_be_checked()

    phone.go_forward()
    at(phone, "where")
    go_on(phone, "who")
    phone.locator("[name=go][value=back]").click()  # the button of the page and those of the browser agree
    at(phone, "where")
    phone.go_back()
    at(phone, "what")
    phone.go_back()
    expect(phone.locator(".voice-kinds")).to_be_visible()
    phone.go_forward()
    at(phone, "what")
    go_on(phone, "where")
    go_on(phone, "who")
    expect(phone.locator("#name")).to_have_value(NAME)
    go_on(phone)
    expect(phone.locator(".voice-filed")).to_be_visible()
    assert server.query_row("SELECT COUNT(*) FROM message WHERE body = ?", WORDS)[0] == 1
    assert server.query_row("SELECT COUNT(*) FROM message_photo")[0] == 1


def test_reload_and_the_other_language_show_the_same_step_with_what_was_typed_and_the_way_back(phone, photo):
    phone.locator("#body").fill(WORDS)
    phone.reload()
    at(phone, "what")
    expect(phone.locator("#body")).to_have_value(WORDS)
    to_who(phone, photo)
    phone.locator("#name").fill(NAME)

    phone.reload()
    at(phone, "who")
    expect(phone.locator("#name")).to_have_value(NAME)
    phone.go_back()
    at(phone, "where")
    expect(phone.locator("#address")).to_have_value(PLACE)
    expect(phone.locator("input[name=kept]")).to_be_checked()

    phone.locator(".bar button").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    at(phone, "where")
    phone.reload()
    at(phone, "where")
    speaks(phone, "en")
    expect(phone.locator("#address")).to_have_value(PLACE)
    phone.go_back()
    at(phone, "what")
    expect(phone.locator("#body")).to_have_value(WORDS)


def test_a_double_press_goes_on_by_one_step_and_a_filed_message_is_not_filed_again_by_going_back(server, phone):
    phone.locator("#body").fill(WORDS)
    phone.locator("#filing button[data-kind=main]").dblclick()
    at(phone, "where")
    phone.locator("#address").fill(PLACE)
    go_on(phone, "who")
    phone.locator("#filing button[data-kind=main]").dblclick()
    expect(phone.locator(".voice-filed")).to_be_visible()
    assert "خیابان" not in phone.evaluate("sessionStorage.getItem('deskq:filing')")

    phone.go_back()
    at(phone, "what")
    expect(phone.locator(".note[data-kind=done]")).to_contain_text("ثبت شده است")
    expect(phone.locator("#body")).to_have_value("")
    phone.go_forward()

    expect(phone.locator(".voice-filed")).to_be_visible()
    assert server.query_row("SELECT COUNT(*) FROM message WHERE body = ?", WORDS)[0] == 1


def test_a_step_begins_at_its_heading_as_a_page_does(phone):
    to_where(phone)
    expect(phone.locator("h1")).to_be_focused()
    phone.locator("#address").fill("")

    go_on(phone)

    expect(phone.locator("main [role=alert]")).to_be_focused()
    assert phone.title().startswith("خطا")
    phone.locator(".voice-problems a").first.click()  # a link inside the page is no step
    phone.go_back()
    at(phone, "what")
    assert not phone.title().startswith("خطا")


def test_a_server_that_does_not_answer_loses_nothing(phone):
    to_where(phone)
    phone.locator("#address").fill(PLACE)
    phone.context.set_offline(True)

    go_on(phone)
    expect(phone.locator(".note[data-kind=problem]")).to_contain_text("پاسخی از سرور نرسید")
    phone.go_back()
    expect(phone.locator(".note[data-kind=problem]")).to_contain_text("پاسخی از سرور نرسید")
    at(phone, "where")
    expect(phone.locator("#address")).to_have_value(PLACE)
    phone.context.set_offline(False)

    go_on(phone, "who")
    phone.go_back()
    at(phone, "where")


def test_nothing_of_a_confidential_report_stays_in_the_browser(screen):
    page = screen("/messages/new?kind=report", size=PHONE)
    at(page, "what")
    page.locator("#body").fill("رشوه خواستند")

    page.reload()
    at(page, "what")
    page.locator("#body").fill("رشوه خواستند")
    go_on(page)

    expect(page.locator(".voice-filed")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_an_earlier_step_that_was_sent_before_the_script_came_is_kept(screen):
    page = screen("/messages/new", size=PHONE)
    page.route("**/filing*.js*", lambda route: route.abort())
    page.goto(START)
    page.locator("#body").fill(WORDS)
    page.locator("#filing button[data-kind=main]").click()
    page.unroute("**/filing*.js*")
    page.locator("#address").fill(PLACE)
    page.locator("#filing button[data-kind=main]").click()
    at(page, "who")

    page.reload()
    at(page, "who")
