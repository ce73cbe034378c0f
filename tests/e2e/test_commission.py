"""A case of article 100 before its commission: session, agenda, notice, defence, another time, adjourned; and what the
owner sees of it."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from deskq.core import clock
from deskq.core.text import jalali, persian
from tests.e2e.test_application import press
from tests.e2e.test_fits import over

#: Set up on its pages, not by `flask seed`.
OFFICE = "set_up"

PHONE = (390, 844)
WHY = "رئیس جلسه بیمار است."
DEFENCE = "پروانهٔ طبقهٔ دوم را آورده‌ام."


def in_days(days: int) -> str:
    """1405/09/20, as it is typed."""
    return jalali.short_date((clock.now() + timedelta(days=days)).astimezone(clock.zone()).date())


def opened_case(clerk: Page) -> tuple[str, str]:
    """(address, tracking code) of a new case."""
    clerk.goto("/applications/new?sheet=art100")
    clerk.locator("[name=name]").fill("مالک ملک")
    clerk.locator("[name=phone]").fill("09121234567")
    for code in ("inspector_report", "identity"):
        clerk.locator(f"[name=received][value={code}]").check()
    clerk.locator(".app-new > button[data-kind=main]").click()
    code = re.sub(r"\D", "", clerk.locator(".receipt-code").inner_text())
    clerk.locator(".page-back a").click()
    clerk.wait_for_load_state()
    return clerk.url, persian.ascii_digits(code)


def test_a_case_before_its_commission_that_is_moved_and_adjourned(screen, enter):
    address, code = opened_case(enter("karimi"))
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
