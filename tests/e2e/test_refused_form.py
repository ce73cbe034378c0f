"""Back onto a refused form: its page is shown, and the browser does not ask to send it again."""

import pytest
from playwright.sync_api import Page

from tests.e2e.test_appointment import open_times

PHONE = (390, 844)


def refuse(page: Page, field: str, typed: str) -> None:
    page.locator("main form .button[data-kind=main]").click()
    page.locator(".field-problem").first.wait_for()
    page.locator(field).fill(typed)


def leave_and_return(page: Page) -> None:
    page.goto(page.url.partition("/appointments")[0].partition("/join")[0].partition("/track")[0] + "/")
    page.go_back()


@pytest.mark.parametrize(("path", "field", "kept"), [("/join", "#phone", "0912"), ("/track", "#code", "")])
def test_back_shows_the_form_again(screen, path, field, kept):
    """A browser does not keep what is typed into a field that says so, such as the tracking code's."""
    phone = screen(path, size=PHONE)
    refuse(phone, field, "0912")

    leave_and_return(phone)

    assert phone.locator(field).input_value() == kept


def test_back_shows_the_times_of_the_same_day_again_and_leads_to_what_was_booked(server, screen):
    open_times(screen.clerk("admin"))
    phone = screen("/appointments/services/info_desk", size=PHONE)
    phone.locator("a.month-day").nth(1).click()
    times = phone.url
    refuse(phone, "#phone", "09123456789")
    phone.locator(".hour").first.click()
    phone.locator("main form .button[data-kind=main]").click()
    phone.locator(".own-code").wait_for()
    own = phone.url

    phone.go_back()
    assert phone.url == times
    phone.locator(".hour").nth(3).click()
    phone.locator("#phone").fill("09123456789")
    phone.locator("main form .button[data-kind=main]").click()
    phone.locator(f"main a[data-kind=main][href='{own[own.index('/appointments') :]}']").click()

    phone.locator(".own-code").wait_for()
