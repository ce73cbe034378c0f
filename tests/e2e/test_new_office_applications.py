"""A real office, set up on its pages alone: from the empty database to the receipt of a building permit."""

from playwright.sync_api import expect

from tests.e2e import first_steps
from tests.e2e.effort import Effort

OFFICE = "empty"
#: Measured: 29 presses and 120 characters, a first password included.
MOST_PRESSES, MOST_CHARACTERS = 32, 150


def test_from_an_empty_database_to_the_receipt_of_a_building_permit(screen, capsys):
    effort = Effort(screen("/"))

    first_steps.begin(effort)
    effort.page.wait_for_url("**/manage/setup/hours")
    password = add_clerk(effort)
    offer_sheets(effort)
    clerk = effort.at(screen("/sign-in"))
    first_steps.sign_in(clerk, "karmand", password)
    clerk.click(".choose-more a[href='/applications/new']")
    first_steps.open_permit(clerk)

    receipt = clerk.page.locator(".receipt")
    expect(receipt.locator(".receipt-promise dd")).not_to_be_empty()
    expect(receipt).to_contain_text("کیان راد، فنی و شهرسازی")
    with capsys.disabled():
        print(f"\nempty database to first receipt: {effort.count}")
    assert effort.count.presses <= MOST_PRESSES
    assert effort.count.characters <= MOST_CHARACTERS


def add_clerk(effort: Effort) -> str:
    follow(effort, "/manage/people")
    effort.click("main a[href*='/manage/people/new'] >> nth=0")
    effort.fill("main [name=name]", "کیان راد")
    effort.fill("main [name=sign_in_name]", "karmand")
    password = effort.page.locator("#new").input_value()
    effort.click("main form[action='/manage/people'] button[data-kind=main]")
    expect(effort.page.locator(".note[data-kind=done]")).to_be_visible()
    return password


def offer_sheets(effort: Effort) -> None:
    """The permit and the inquiry of the notary from the start sheets; the clerk heads the planning unit."""
    follow(effort, "/manage/sheets")
    effort.click(".page-actions a[data-kind=main]")
    for code in ("building_permit", "notary_clearance"):
        effort.check(f"#take-{code}")
    effort.select("tr:has([value=planning]) [name=unit_head]", label="کیان راد")
    effort.click("main form button[data-kind=main]")
    expect(effort.page.locator("[name=sheets]:checked")).to_have_count(2)
    effort.click("button[value=offer]")
    expect(effort.page.locator("#offered-title")).to_be_visible()


def follow(effort: Effort, path: str) -> None:
    """By the menu: its section, then the page."""
    link = effort.page.locator(f".menu .menu-pages a[href='{path}']")
    if not link.is_visible():
        section = effort.page.locator(".menu-section").filter(has=effort.page.locator(f"a[href='{path}']"))
        effort.click(section.locator(".menu-head"))
    effort.click(link)
