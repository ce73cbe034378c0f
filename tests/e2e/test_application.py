"""A digging permit from the desk to its end, with a missing document and an extension; it is followed by its code."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from deskq.core import clock
from deskq.core.text import jalali
from tests.e2e.test_fits import over

#: Set up on its pages, not by `flask seed`.
OFFICE = "set_up"

PHONE = (390, 844)
REASON = "پیمانکار شنبه می‌آید."


def press(page: Page, words: str, fields: dict[str, str]) -> None:
    """Open a button of the application, fill in its form, and send it."""
    button = page.locator("details.message-press", has=page.locator("summary", has_text=words)).first
    button.locator("summary").click()
    for name, value in fields.items():
        button.locator(f"[name={name}]").fill(value)
    button.locator("form button[data-kind=main]").click()
    page.wait_for_load_state()


def in_two_months() -> str:
    """1405/11/05, as it is typed."""
    return jalali.short_date((clock.now() + timedelta(days=60)).date())


def test_a_digging_permit_from_the_desk_to_its_end(screen, enter):
    clerk = enter("karimi")
    clerk.goto("/applications/new?sheet=dig_permit")
    clerk.locator("[name=name]").fill("شرکت گاز")
    clerk.locator("[name=phone]").fill("09121234567")
    clerk.locator("[name=parcel_code]").fill("۹-۸۷-۶")
    for code in ("utility_letter", "identity"):
        clerk.locator(f"[name=received][value={code}]").check()
    clerk.locator(".app-new > button[data-kind=main]").click()
    expect(clerk.locator(".receipt")).to_contain_text("نقشهٔ مسیر حفاری")
    code = re.sub(r"\D", "", clerk.locator(".receipt-code").inner_text())
    clerk.locator(".page-back a").click()
    address = clerk.url

    phone = screen(f"/track/{code}", size=PHONE)
    expect(phone.locator(".promise-mark")).to_have_attribute("data-age", "paused")
    expect(phone.locator(".app-stage-missing")).to_contain_text("نقشهٔ مسیر حفاری")
    assert over(phone)[0] == 0

    clerk.locator("[name=documents]").check()
    clerk.locator("#documents form button").click()
    press(clerk, "مرحله انجام شد", {"words": ""})
    engineer = enter("civil")
    engineer.goto(address)
    for words in ("تمدید زمان پاسخ", "رد درخواست", "انصراف متقاضی"):
        engineer.locator("details.message-press > summary", has_text=words).click()
        assert over(engineer)[0] == 0, f"the form of {words} is on the page"
    engineer.reload()
    press(engineer, "تمدید زمان پاسخ", {"day": in_two_months(), "words": REASON})
    press(engineer, "مرحله انجام شد", {"words": "بازدید شد"})
    phone.reload()
    expect(phone.locator(".promise-before")).to_contain_text(REASON)
    expect(phone.locator("[aria-current=step]")).to_contain_text("محاسبه و پرداخت عوارض")

    revenue = enter("revenue")
    revenue.goto(address)
    press(revenue, "صدور فیش", {"bill_number": "440010", "payment_id": "7100"})
    press(revenue, "پرداخت شد", {"reference": "88001"})
    press(revenue, "مرحله انجام شد", {"words": ""})
    clerk.goto(address)
    press(clerk, "مرحله انجام شد", {"words": "مجوز تحویل شد"})

    phone.reload()
    expect(phone.locator(".promise-title")).to_contain_text("پایان یافت")
    expect(phone.locator(".app-stage[data-state=over]")).to_have_count(4)
