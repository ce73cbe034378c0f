"""In a real office a clerk practises from the first call to the end of a visit and leaves, and a supervisor answers a
call for help; the real hall has not changed."""

from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, press, ready, speaks, state

OFFICE = "set_up"
BEGIN = "main form button[data-kind=main]"


@LANGUAGES
def test_a_clerk_practises_a_visit_and_comes_back_to_the_real_hall(server, screen, lang):
    desk = screen.clerk("karimi", lang=lang)
    desk.locator(".choose-more a", has=desk.locator("[href$='#graduation-cap']")).click()
    speaks(desk, lang)
    desk.locator(BEGIN).click()
    live(desk)
    expect(desk.locator(".practice-bar")).to_be_visible()
    expect(desk.locator(".practice-step-count")).to_have_text("۰ از ۱۰" if lang == "fa" else "0 of 10")
    speaks(desk, lang)

    for pressed, then in (("F9", "called"), ("F9", "serving"), ("F2", "free")):
        press(desk, pressed)
        state(desk, then)
    expect(desk.locator(".practice-step-count")).to_have_text("۳ از ۱۰" if lang == "fa" else "3 of 10")
    ready(desk).locator(".practice-bar a").click()
    expect(desk.locator(".practice-exercise[data-done]")).to_have_count(3)
    speaks(desk, lang)

    desk.locator(".practice-bar form button").click()

    desk.wait_for_url(lambda address: "/o/" not in address)
    expect(desk.locator(".practice-bar")).to_have_count(0)
    expect(desk.locator(".counter-card[data-status=open]")).to_have_count(0)
    assert server.query_rows("SELECT DISTINCT office_id FROM ticket") == [(2,)]


def test_a_supervisor_practises_and_their_presses_reach_the_counter_of_a_clerk(server, screen):
    desk = screen.clerk("karimi")
    desk.goto("/practice")
    desk.locator(BEGIN).click()
    live(desk)
    hall = screen.clerk("supervisor")
    hall.goto("/practice")
    hall.locator(BEGIN).click()
    live(hall)
    speaks(hall, "fa")

    hall.get_by_role("button", name="کسی در راه است").click()
    expect(hall.locator(".practice-step-count")).to_have_text("۱ از ۸")
    live(hall).get_by_role("button", name="پیام به همهٔ باجه‌ها").click()
    hall.locator("#line-text").fill("لطفاً ساعت ۱۲ به جلسه بیایید")
    hall.locator("#line-to-all button[data-kind=main]").click()

    expect(desk.locator(".hall-line-row")).to_contain_text("لطفاً ساعت ۱۲ به جلسه بیایید")
    expect(hall.locator(".practice-step")).to_be_visible()
    hall.goto("/o/main-practice/lobby")
    live(hall)
    assert server.query_rows("SELECT DISTINCT office_id FROM ticket") == [(2,)]
