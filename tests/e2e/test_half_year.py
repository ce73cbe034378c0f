"""A half-year report from the messages of citizens to a page read on a phone."""

import re
from datetime import datetime

from playwright.sync_api import Page, expect

from deskq.core import clock
from deskq.core.text import half_years
from deskq.core.text.half_years import DAY, Half
from tests.e2e.app_server import AppServerWithClock
from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import file_message, press

OFFICE = "set_up"

SERVER_CLASS = AppServerWithClock


def test_a_report_is_coded_frozen_published_and_read_on_a_phone(server, screen, enter):
    half = half_years.containing(server.now().astimezone(clock.zone()).date())
    for body in ("چاله در خیابان امام", "جوی آب گرفته است"):
        file_message(screen("/messages/new?kind=request", size=(390, 844)), body=body, address="خیابان امام")
    early = enter("supervisor")
    early.goto(f"/manage/half-year/{half}")
    expect(early.get_by_text("ثابت‌کردن رقم‌ها", exact=True)).to_have_count(0)
    server.advance_to(datetime.combine(half.after.first + DAY, datetime.min.time().replace(hour=9), clock.zone()))

    coder = enter("inspectorate")
    coded = code_everything(coder, half)
    mayor = enter("mayor")
    mayor.goto(f"/manage/half-year/{half}")
    mayor.get_by_role("button", name="ثابت‌کردن رقم‌ها").click()
    mayor.get_by_role("link", name="افزودن اقدام اصلاحی").click()
    promise(mayor, half)
    mayor.locator("[name=headline_fa]").fill("آسفالت بیشترین گفتهٔ شماست")
    mayor.locator(".half-steps form.form button[data-kind=main]").click()
    mayor.locator("details.confirm summary").click()
    mayor.locator("details.confirm button").click()
    expect(mayor.locator(".note[data-kind=done]")).to_contain_text("منتشر شد")

    citizen = screen("/", size=(390, 844))
    citizen.get_by_role("link", name=re.compile("آنچه گفتید، آنچه کردیم")).click()
    expect(citizen.locator("h1")).to_have_text("آسفالت بیشترین گفتهٔ شماست")
    expect(citizen.locator(".half-promise")).to_contain_text(["چالهٔ هر خیابان تا ده روز پر می‌شود"])
    assert coded == 2
    expect(citizen.locator("main")).to_contain_text("پنهان")  # two messages are fewer than five
    assert over(citizen)[0] == 0
    assert not re.search(r"[1-9]\d* (?:پیام|نفر)", citizen.locator("main").inner_text()), "Persian digits"
    check_paper(citizen)


def check_paper(page: Page) -> None:
    """A sheet is narrower than the screens whose tables are cards; it has tables and no ground."""
    page.emulate_media(media="print")
    styles = "e => { const {display, backgroundImage} = getComputedStyle(e); return [display, backgroundImage]; }"

    assert page.locator(".half .table tbody tr").first.evaluate(styles)[0] == "table-row"
    assert page.locator(".half > section").first.evaluate(styles)[0] == "block"
    assert page.locator("body").evaluate(styles)[1] == "none"


def code_everything(page: Page, half: Half) -> int:
    """With the keyboard alone: a letter for the root cause, Enter for the next item. Returns how many."""
    page.goto(f"/manage/coding/{half}")
    page.locator("a[data-kind=main]").click()
    done = 0
    while page.locator(".coding-form").count():
        page.wait_for_function("() => document.activeElement.localName === 'button'")
        assert page.evaluate("scrollY") == 0
        press(page, "V")
        expect(page.locator("[name=cause]:checked")).to_have_value("none")
        before = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address, before=before: address != before)
        done += 1
    return done


def promise(page: Page, half: Half) -> None:
    page.locator("[name=what_fa]").fill("چالهٔ هر خیابان تا ده روز پر می‌شود")
    page.locator("[name=unit_id]").select_option(label="عمران")
    page.locator("[name=due]").fill(half.after.last.isoformat())
    page.locator("main form button[data-kind=main]").click()
    page.wait_for_url(f"**/manage/half-year/{half}")
