"""A document is photographed with a phone: the clerk's page shows the picture by itself, and keeps what was typed."""

from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.test_fits import over
from tests.tools.images import picture

OFFICE = "set_up"

PHONE = (390, 844)


def address_of_code(page: Page) -> str:
    """What a phone reads from the code on the clerk's page."""
    code = page.locator(".scan-qr")
    code.scroll_into_view_if_needed()
    [seen] = zxingcpp.read_barcodes(Image.open(BytesIO(code.screenshot(scale="css"))).resize((600, 600)))
    return "/scan/" + seen.text.rpartition("/scan/")[2]


def photograph(phone: Page) -> None:
    assert over(phone)[0] == 0
    phone.locator("input[type=file]").set_input_files(
        {"name": "deed.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 1200)).getvalue()}
    )
    phone.locator("form button[data-kind=main]").click()
    expect(phone.locator("[data-kind=done]")).to_be_visible()


def test_the_picture_of_a_phone_appears_on_the_open_form_and_then_on_the_application(screen, enter):
    clerk = enter("karimi")
    clerk.goto("/applications/new?sheet=dig_permit")
    clerk.locator("[name=name]").fill("شرکت گاز")
    clerk.locator("[name=phone]").fill("09121234567")
    clerk.locator("#scan_document").select_option("dig_plan")
    clerk.locator("button[value=phone]").click()
    clerk.locator("[name=file_number]").fill("۱۲۳")

    photograph(screen(address_of_code(clerk), size=PHONE))

    expect(clerk.locator(".scan-files img")).to_be_visible(timeout=15_000)
    expect(clerk.locator(".scan-qr")).to_have_count(0)
    expect(clerk.locator("[name=received][value=dig_plan]")).to_be_checked()
    expect(clerk.locator("[name=file_number]")).to_have_value("۱۲۳")
    clerk.locator(".app-new > button[data-kind=main]").click()
    clerk.locator(".page-back a").click()
    expect(clerk.locator("#scans .scan-files img")).to_be_visible()

    clerk.locator("#scan_document").select_option("identity")
    clerk.locator("button[value=phone]").click()
    photograph(screen(address_of_code(clerk), size=PHONE))
    expect(clerk.locator("#scans .scan-files img")).to_have_count(2, timeout=15_000)
    expect(clerk.locator("[data-changed]")).to_be_visible()
    clerk.locator("[name=documents][value=utility_letter]").check()
    clerk.locator("#documents form button").click()

    expect(clerk.locator("[role=alert]")).to_have_count(0)  # the page went on with the revision the picture made
    expect(clerk.locator("#documents [name=documents]")).to_have_count(0)
