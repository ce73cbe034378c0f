"""Opening an application for the visitor at the counter takes half of the presses that it took."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.effort import Count, Effort
from tests.e2e.visitor_steps import press, state

OFFICE = "set_up"

#: Presses for the way on which the ticket told nothing: the service is chosen, number and documents are entered.
DOCUMENTS = ("deed", "identity", "levy")


def opened(page: Page) -> None:
    expect(page.locator(".receipt")).to_be_visible()


def the_long_way(page: Page, link: str) -> Count:
    """As it was: the first press opened the choice of the service."""
    page.goto(f"{link}&choose=1")
    effort = Effort(page, Count(presses=1))
    effort.click(page.locator(".app-choices a[href*='sheet=building_permit']"))
    effort.fill("[name=parcel_code]", "1-65-22")
    effort.fill("[name=name]", "کاظم یوسفی")
    effort.fill("[name=phone]", "09121234567")
    for code in DOCUMENTS:
        effort.check(f"[name=received][value={code}]")
    effort.click(".app-new > button[data-kind=main]")
    opened(page)
    return effort.count


def the_way_from_the_ticket(desk: Page) -> Count:
    with desk.expect_popup() as popup:
        desk.locator("a[href*='/applications/new?ticket=']").click()
    page = popup.value
    effort = Effort(page, Count(presses=1))
    expect(page.locator("[name=parcel_code]")).to_be_focused()
    page.keyboard.type("1-65-23")
    effort.count.characters += 7
    effort.fill("[name=name]", "کاظم یوسفی")
    effort.check("[name=all_received]")
    effort.click(".app-new > button[data-kind=main]")
    opened(page)
    return effort.count


@pytest.mark.parametrize("server", [{"SMS_GATEWAY": "console"}], indirect=True, ids=["texts"])
def test_an_application_is_opened_with_half_of_the_presses(server, screen):
    server.issue("building_permit", phone="09121234567")
    desk = screen.clerk("rahmani", 3, "fa")
    for name in ("called", "serving"):
        press(desk, "F9")
        state(desk, name)

    link = desk.locator("a[href*='/applications/new?ticket=']").get_attribute("href") or ""
    after = the_way_from_the_ticket(desk)
    before = the_long_way(desk.context.new_page(), link)

    print(f"before: {before}; after: {after}")
    assert 2 * after.presses <= before.presses
    assert after.characters < before.characters

    desk.bring_to_front()
    desk.reload()
    expect(desk.locator("visitor-files")).to_contain_text("درخواست باز")
