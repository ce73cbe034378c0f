"""A supervisor acts on the hall page: visitors and clerks see it at once."""

from playwright.sync_api import expect

from tests.e2e.visitor_steps import live, speaks, take_ticket

GROUP, SERVICE = "راهنمایی و حفاری", "info_desk"


def test_a_service_is_closed_with_a_reason_and_opened_again(server, screen):
    lobby = live(screen("/lobby", size=(1920, 1080)))
    kiosk = live(screen("/kiosk", size=(1080, 1920)))
    _, path = take_ticket(kiosk, GROUP, SERVICE)
    phone = live(screen(path, size=(390, 844)))
    hall = live(screen.clerk("supervisor"))
    other_kiosk = live(screen("/kiosk/groups/5", size=(1080, 1920)))
    choice = other_kiosk.locator(f"#choice-{SERVICE}")
    expect(choice).to_be_visible()
    expect(choice).not_to_have_attribute("data-closed", "")

    hall.get_by_role("button", name="بستن یک خدمت").click()
    option = hall.locator("#closed-service option", has_text="راهنمایی").first
    hall.locator("#closed-service").select_option(option.get_attribute("value"))
    hall.locator("#close-service [name=reason][value=other]").check()
    hall.locator("#reason-fa").fill("سامانهٔ کشوری قطع است.")
    hall.locator("#close-service button[data-kind=main]").click()

    expect(hall.locator(".note-undo")).to_contain_text("دیگر نوبت داده نمی‌شود")
    expect(hall.locator("[aria-labelledby=hall-today]")).to_contain_text("سامانهٔ کشوری قطع است.")
    expect(choice).to_have_attribute("data-closed", "")
    choice.click()
    expect(other_kiosk.locator(".closed")).to_contain_text("سامانهٔ کشوری قطع است.")
    expect(phone.locator(".visit-line .note[data-kind=note]")).to_contain_text("سامانهٔ کشوری قطع است.")
    expect(lobby.locator(".announcement-words")).to_contain_text("سامانهٔ کشوری قطع است.")
    for page in (hall, other_kiosk, phone):
        speaks(page, "fa")

    other_kiosk.goto("/kiosk/groups/5")
    hall.get_by_role("button", name="بازگشایی").click()

    expect(hall.locator(".note-undo")).to_contain_text("دوباره نوبت داده می‌شود")
    expect(choice).not_to_have_attribute("data-closed", "")
    expect(phone.locator(".visit-line .note[data-kind=note]")).to_have_count(0)


def test_a_counter_asks_for_help_and_reads_a_line(server, screen):
    hall = live(screen.clerk("supervisor"))
    desk = screen.clerk("karimi", counter=2)

    desk.locator("#help").click()
    expect(hall.locator("[data-attention=help-2]")).to_contain_text("باجهٔ ۲ کمک می‌خواهد")
    hall.get_by_role("button", name="کسی در راه است").click()
    expect(hall.locator(".trouble")).not_to_contain_text("کمک می‌خواهد")
    expect(desk.locator("#help")).to_be_visible()

    live(hall).locator("[popovertarget=act-2]").first.click()
    hall.locator("#act-2-text").fill("لطفاً ساعت ۱۲ به جلسه بیایید")
    hall.locator("#act-2 .field", has=hall.locator("#act-2-text")).locator("button").click()
    expect(desk.locator(".hall-line-row[data-attention]")).to_contain_text("لطفاً ساعت ۱۲ به جلسه بیایید")
    desk.locator(".hall-line-row button").click()

    expect(desk.locator(".hall-line-row")).to_have_count(0)
    expect(hall.locator("[aria-labelledby=hall-today]")).to_contain_text("خوانده شد")


def test_what_is_typed_stays_while_the_hall_moves_on(server, screen):
    hall = live(screen.clerk("supervisor", size=(390, 844)))
    hall.locator("[popovertarget=act-1]").first.click()
    hall.locator("#act-1-text").fill("چند کلمه")

    server.open(1)

    expect(hall.locator("#hall-counter-1")).to_have_attribute("data-status", "open")
    expect(hall.locator("#act-1-text")).to_have_value("چند کلمه")
    expect(hall.locator("#act-1")).to_be_visible()
    expect(hall.locator("#act-1").get_by_role("button", name="بستن این باجه")).to_be_visible()
