"""Pages of managers in a real browser: the menu, first-time tasks, and what fits on small screens."""

import re
from time import monotonic

from playwright.sync_api import Page, expect

from deskq.core.text.persian import ascii_digits
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import ticket_shown
from tests.tools.steps import should_be


@LANGUAGES
def test_on_a_phone_one_button_opens_the_whole_menu(staged, lang):
    screen, _ = staged
    page = screen.clerk("admin", lang=lang, size=(390, 844))
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()

    page.locator(".menu-open").click()

    expect(menu.locator(".menu-head")).to_have_count(4)
    expect(menu.locator("[aria-current=page]")).to_be_visible()
    menu.locator("a[href*='/manage/counters']").click()
    expect(page.locator(".table tbody tr").first).to_be_visible()
    expect(page.locator(".table thead")).to_be_hidden()


@LANGUAGES
def test_a_wide_screen_shows_the_sections_the_present_pages_and_who_waits_longest_for_what_and_what_to_do(staged, lang):
    screen, _ = staged
    page = screen.clerk("supervisor", lang=lang)

    trouble = page.locator(".trouble")
    expect(trouble).to_be_in_viewport(ratio=1)
    expect(trouble.locator(".trouble-title").first).not_to_be_empty()
    expect(trouble.locator(".trouble-words p").first).not_to_be_empty()
    expect(page.locator(".menu-head:visible")).to_have_count(6)
    expect(page.locator(".menu-pages a:visible")).to_have_count(7)
    page.locator(".menu-head").last.click()
    expect(page.locator(".menu-pages a[aria-current]:visible")).to_have_attribute(
        "href", re.compile("/manage/building")
    )
    expect(page.locator(".menu-pages a:visible")).to_have_count(7)
    page.locator(".menu-person > button").click()
    expect(page.locator("#own form button")).to_be_visible()


def test_an_admin_adds_a_service_that_can_be_called_within_a_minute_and_without_a_refusal(server, screen):
    server.open(2)
    admin = screen.clerk("admin")
    began = monotonic()

    admin.locator(".menu-head").last.click()
    admin.locator(".menu-pages a[href='/manage/services']").click()
    admin.locator("a[href='/manage/services/new']").click()
    fill(admin, name_fa="صدور کارت پارکینگ", name_en="Parking card")
    admin.locator("[name=counters]").nth(1).check()
    admin.locator("main form button[data-kind=main]").click()
    expect(admin.locator(".note[data-kind=done]")).to_be_visible()
    expect(admin.locator(".note[data-kind=problem]")).to_have_count(0)

    should_be(monotonic() - began, 60)
    kiosk = screen("/kiosk/services/parking_card", size=(1080, 1920))
    kiosk.locator("button[name=priority]").first.click()
    code, _phone = ticket_shown(kiosk)
    assert server.call(2)["code"] == ascii_digits(code)


def fill(page: Page, **fields: str) -> None:
    for field, value in fields.items():
        page.locator(f"main [name={field}]").fill(value)


def test_fields_of_a_report_stay_in_their_row_when_one_has_a_problem(enter):
    page = enter("supervisor")
    page.goto("/manage/reports?from=2026-11-24&to=2026-11-01")
    expect(page.locator("#to-problem")).to_be_visible()

    tops = [page.locator(one).bounding_box()["y"] for one in ("#from", "#to", "#by", ".filters-go button")]

    assert max(tops) - min(tops) < 1


@LANGUAGES
def test_inputs_beside_each_other_are_in_line_where_only_some_labels_wrap(enter, lang):
    page = enter("admin", lang=lang)
    page.goto(Screens.address("/manage/sheets/days", lang))

    boxes = [field.bounding_box() for field in page.locator(".field-four input").all()]
    labels = [label.bounding_box() for label in page.locator(".field-four label").all()]

    assert len({box["height"] for box in labels}) > 1
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 1
