"""A case of article 100 before its commission: session, agenda, notice, defence, another time, adjourned; and what the
owner sees of it."""

from playwright.sync_api import expect

from tests.e2e.page_actions import in_days, its_page, open_application, press
from tests.e2e.test_fits import over

OFFICE = "set_up"

PHONE = (390, 844)
WHY = "رئیس جلسه بیمار است."
DEFENCE = "پروانهٔ طبقهٔ دوم را آورده‌ام."


def test_a_case_before_its_commission_that_is_moved_and_adjourned(screen, enter):
    clerk = enter("karimi")
    code = open_application(clerk, "art100", ("inspector_report", "identity"))
    address = its_page(clerk)
    deputy = enter("deputy")
    deputy.goto(address)
    press(deputy, "مرحله انجام شد", {"words": ""})

    deputy.goto("/commissions")
    plan = deputy.locator("details.session-new")
    if plan.get_attribute("open") is None:
        plan.locator("summary").click()
    plan.locator("[name=day]").fill(in_days(5))
    plan.locator("[name=hour]").fill("10:30")
    plan.locator("[name=place]").fill("سالن جلسات")
    plan.locator("form button[data-kind=main]").click()
    deputy.locator(".session-waiting button").click()
    press(deputy, "ثبت ابلاغ", {})
    expect(deputy.locator(".form-problems")).to_be_visible()  # how it was served was not chosen
    opened = deputy.locator("details.message-press[open]")
    opened.locator("[name=way]").select_option("in_person")
    opened.locator("form button[data-kind=main]").click()
    press(deputy, "ثبت لایحه", {"defence": DEFENCE})

    move = deputy.locator(".session-changes details", has_text="تغییر زمان جلسه")
    move.locator("summary").click()
    move.locator("[name=day]").fill(in_days(8))
    move.locator("[name=hour]").fill("۱۱:۰۰")
    move.locator("[name=reason]").fill(WHY)
    move.locator("form button[data-kind=main]").click()
    expect(deputy.locator(".page-head")).to_contain_text(WHY)

    phone = screen(f"/track/{code}", size=PHONE)
    hearing = phone.locator(".app-bill")
    expect(hearing).to_contain_text("۱۱:۰۰")
    expect(hearing).to_contain_text("۱۰:۳۰")
    expect(phone.locator("body")).not_to_contain_text(WHY)
    expect(phone.locator("body")).not_to_contain_text(DEFENCE)
    assert over(phone)[0] == 0

    button = deputy.locator("details.message-press", has_text="ثبت رأی").first
    button.locator("summary").click()
    button.locator("[name=verdict]").select_option("adjourned")
    button.locator("[name=reason]").fill("مدرک بیشتری لازم است.")
    button.locator("form button[data-kind=main]").click()
    phone.reload()
    expect(hearing).to_contain_text("موکول به جلسهٔ بعد")
    expect(deputy.locator(".session-changes")).to_have_count(0)
