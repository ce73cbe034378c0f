"""In a real office a clerk practises from the first call to the end of a visit and leaves, and a supervisor answers a
call for help; the real hall has not changed."""

import os

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.app_server import AppServerWithClock
from tests.e2e.visitor_steps import live, press, ready, speaks, state

OFFICE = "set_up"
SERVER_CLASS = AppServerWithClock  # its database can be asked
BEGIN = "main form button[data-kind=main]"


def picture(page: Page, name: str, whole: bool = False) -> None:
    """Only when a folder for pictures is named."""
    if folder := os.environ.get("DESKQ_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=whole)


def visits(server: AppServerWithClock) -> list[tuple[int, int]]:
    """(office, number of tickets) of each office that has any."""
    return server.query_rows("SELECT office_id, count(*) FROM ticket GROUP BY office_id ORDER BY office_id")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_clerk_practises_a_visit_and_comes_back_to_the_real_hall(server, screen, lang):
    desk = screen.clerk("karimi", lang=lang)
    desk.locator(".choose-more a", has=desk.locator("[href$='#graduation-cap']")).click()
    picture(desk, f"practice-begin-{lang}")
    speaks(desk, lang)
    desk.locator(BEGIN).click()
    live(desk)
    expect(desk.locator(".practice-bar")).to_be_visible()
    expect(desk.locator(".practice-step-count")).to_have_text("۰ از ۱۰" if lang == "fa" else "0 of 10")
    picture(desk, f"practice-counter-{lang}")
    speaks(desk, lang)

    for pressed, then in (("F9", "called"), ("F9", "serving"), ("F2", "free")):
        press(desk, pressed)
        state(desk, then)
        picture(desk, f"practice-counter-{then}-{lang}")
    expect(desk.locator(".practice-step-count")).to_have_text("۳ از ۱۰" if lang == "fa" else "3 of 10")
    ready(desk).locator(".practice-bar a").click()
    expect(desk.locator(".practice-exercise[data-done]")).to_have_count(3)
    picture(desk, f"practice-exercises-{lang}", whole=True)
    speaks(desk, lang)

    desk.locator(".practice-bar form button").click()

    desk.wait_for_url(lambda address: "/o/" not in address)
    expect(desk.locator(".practice-bar")).to_have_count(0)
    expect(desk.locator(".counter-card[data-status=open]")).to_have_count(0)
    assert [office for office, _ in visits(server)] == [2]


def test_a_supervisor_practises_and_their_presses_reach_the_counter_of_a_clerk(server, screen):
    desk = screen.clerk("karimi")
    desk.goto("/practice")
    desk.locator(BEGIN).click()
    live(desk)
    hall = screen.clerk("supervisor")
    hall.goto("/practice")
    hall.locator(BEGIN).click()
    live(hall)
    picture(hall, "practice-hall-fa")
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
    picture(hall, "practice-lobby-fa")
    assert [office for office, _ in visits(server)] == [2]
