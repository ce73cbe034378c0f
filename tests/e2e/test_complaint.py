"""A one-star rating becomes a complaint by one tap: referred, late, escalated, answered, reopened, answered, closed."""

import re

from playwright.sync_api import Page, expect

from deskq.core.text.persian import ascii_digits
from tests.e2e import inbox_actions
from tests.e2e.app_server import AppServerWithClock, moment
from tests.e2e.visitor_steps import live, ready, speaks

OFFICE = "set_up"

PHONE = (390, 844)
SERVER_CLASS = AppServerWithClock
TOLD = {1: "به رئیس واحد", 2: "به معاون", 3: "به شهردار"}


def code_on(page: Page) -> str:
    shown = ascii_digits(page.locator(".voice-code").inner_text())
    (code,) = re.findall(r"\d{12}", re.sub(r"\s", "", shown))
    return code


def stage(page: Page, words: str) -> None:
    expect(page.locator(".stage[data-now]")).to_contain_text(words)


def follow(page: Page, code: str) -> None:
    """By the typed code and the last four digits, as from the paper."""
    page.goto("/track")
    page.locator("[name=code]").fill(f"{code[:4]} {code[4:8]} {code[8:]}")
    page.locator("main form button").click()
    page.wait_for_url(f"**/track/{code}")
    if page.locator("[name=digits]").count():
        assert "گفتند فردا بیا" not in page.content()
        page.locator("[name=digits]").fill("4567")
        page.locator("form[action$=proof] button").click()
    page.wait_for_selector(".said")


def passes(server: AppServerWithClock, code: str, column: str) -> None:
    """Working time passes until the moment at which the message becomes that."""
    server.advance_to(moment(server.query_row(f"SELECT {column} FROM message WHERE code = ?", code)[0]))


def climbs(server: AppServerWithClock, code: str, level: int) -> None:
    """The time of the next level comes, and the server sees it by itself, without a press of anybody."""
    due = server.query_row("SELECT escalates_at FROM message WHERE code = ? AND escalation < ?", code, level)
    if due is not None and moment(due[0]) > server.now():
        server.advance_to(moment(due[0]))
    server.wait_for_row("SELECT 1 FROM message WHERE code = ? AND escalation = ?", code, level)


def test_a_bad_rating_becomes_a_complaint_that_cannot_be_lost(server, screen, enter):
    server.open(1)
    token = server.ticket_at(1, "done")["token"]
    phone = live(screen(f"/t/{token}", size=PHONE))
    phone.locator("[name=score][value='1']").click()

    phone.locator(".visit-door button").click()  # one tap

    phone.wait_for_url("**/complaint*")
    speaks(phone, "fa")
    code = code_on(phone)
    phone.locator("[name=words]").fill("گفتند فردا بیا و فردا هم همین را گفتند")
    phone.locator("[name=name]").fill("سارا احمدی")
    phone.locator("[name=phone]").fill("۰۹۱۲ ۱۲۳ ۴۵۶۷")
    phone.locator(".voice-form button").click()
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()

    # It is about staff: the desk has not read it until the inspectorate passes it on. Then the desk takes it.
    inspector, desk = enter("inspectorate"), enter("supervisor")
    desk.goto(f"/inbox?q={code}")
    expect(desk.locator(".inbox-title a")).to_have_count(0)
    inbox_actions.refer(inbox_actions.find(inspector, code), "میز خدمت", "رفتار در باجه؛ پاسخ با میز خدمت است")
    inbox_actions.accept(inbox_actions.find(desk, code))
    follow(phone, code)
    stage(phone, "در دست اقدام")

    # Nobody does anything: it turns amber, red, late, and the server carries it to the head, the deputy, the mayor.
    for age, becomes in (("amber", "amber_at"), ("red", "red_at"), ("late", "due_at")):
        passes(server, code, becomes)
        inspector = enter("inspectorate")  # nobody stays signed in for days
        expect(inbox_actions.find(inspector, code).locator(".age").first).to_have_attribute("data-age", age)
    for level in (1, 2, 3):
        climbs(server, code, level)
        inspector = enter("inspectorate")
        told = inbox_actions.find(inspector, code).locator('.timeline-entry[data-verb="escalate"]')
        expect(told.first).to_contain_text(TOLD[level])
        expect(told).to_have_count(level)
    follow(phone, code)
    expect(phone.locator(".track-late")).to_be_visible()

    desk = enter("supervisor")
    inbox_actions.answer(inbox_actions.find(desk, code), "با متصدی گفت‌وگو شد و عذر می‌خواهیم.", verdict="upheld")
    follow(phone, code)
    stage(phone, "پاسخ داده شد")
    expect(phone.locator(".said")).to_contain_text("عذر می‌خواهیم")

    # Not satisfied: opened again, once by right.
    phone.locator("summary", has_text="راضی نیستم").click()
    phone.locator("#reopening-words").fill("کارم هنوز انجام نشده است")
    phone.locator("form[action$=reopening] button").click()
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()
    stage(phone, "به واحد ارجاع شد")
    assert phone.locator("form[action$=reopening]").count() == 0

    inbox_actions.answer(inbox_actions.find(desk, code), "کار شما امروز انجام شد.", verdict="upheld")
    server.advance_to(moment(server.query_row("SELECT next_at FROM message_feedback WHERE outcome IS NULL")[0]))
    rings(enter("operator"), "سارا احمدی")

    follow(phone, code)
    stage(phone, "پایان یافت")
    speaks(phone, "fa")


def rings(operator: Page, name: str) -> None:
    """The operator rings, by the keyboard alone, and hears that all is well."""
    operator.goto("/calls")
    expect(operator.locator("td.actions button")).to_be_focused()
    operator.keyboard.press("Enter")
    expect(operator.locator(".call-name")).to_have_text(name)
    ready(operator).keyboard.press("1")
    operator.wait_for_url("**/calls?written=*")
    expect(operator.locator(".calls-none")).to_be_visible()
