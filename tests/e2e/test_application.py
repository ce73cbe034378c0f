"""A digging permit from the desk to its end, with a missing document and an extension; it is followed by its code."""

from playwright.sync_api import expect

from tests.e2e.page_actions import in_days, its_page, open_application, press
from tests.e2e.test_fits import over

OFFICE = "set_up"

PHONE = (390, 844)
REASON = "پیمانکار شنبه می‌آید."


def test_a_digging_permit_from_the_desk_to_its_end(screen, enter):
    clerk = enter("karimi")
    code = open_application(clerk, "dig_permit", ("utility_letter", "identity"), parcel_code="۹-۸۷-۶")
    expect(clerk.locator(".receipt")).to_contain_text("نقشهٔ مسیر حفاری")
    address = its_page(clerk)

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
    press(engineer, "تمدید زمان پاسخ", {"day": in_days(60), "words": REASON})
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
