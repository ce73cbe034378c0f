"""Ticket lookup at the counter: visitors sent to a counter, and any number of the day."""

from playwright.sync_api import Page, expect

from deskq.core.text.persian import persian_digits
from tests.e2e.visitor_steps import press, ready, speaks, state


def look_up(desk: Page, code: str) -> None:
    press(desk, "F3")
    expect(desk.locator("#find-code")).to_be_focused()
    desk.keyboard.type(code)


def test_a_visitor_sent_to_a_counter_is_called_there_by_the_big_button(server, screen):
    desk = screen.clerk("karimi", 4)
    expect(desk.locator("#big")).to_have_count(0)
    server.open(1)
    sent = server.ticket_at(1, "serving")

    server.api("clerk", "POST", f"/tickets/{sent['id']}/transfer", counter=4)

    expect(desk.locator("#queue-title .side-total")).to_have_text("۱")
    expect(desk.locator(".waits .side-row")).to_have_count(1)
    press(desk, "F9")
    state(desk, "called")
    expect(desk.locator(".visitor-code")).to_have_text(persian_digits(sent["code"]))


def test_a_number_is_found_called_refused_or_brought_back_by_keyboard_and_with_the_reason(server, screen):
    codes = [server.issue()["code"] for _ in range(5)]
    elsewhere = server.issue("building_permit")["code"]
    gone = server.issue()
    server.open(2)
    missed = server.ticket_at(2, "absent", "renewal_levy")
    desk = screen.clerk("karimi", 1)

    look_up(desk, elsewhere)
    expect(desk.locator(".found-why")).to_contain_text("۳")
    expect(desk.locator("#found-call")).to_have_count(0)
    desk.keyboard.press("Escape")

    look_up(desk, gone["code"])
    expect(desk.locator("#found-call")).to_be_visible()
    server.api("kiosk", "POST", f"/tickets/{gone['token']}/cancellation")
    ready(desk).locator("#found-call").click()
    expect(desk.locator("#find [data-refused]")).to_contain_text(persian_digits(gone["code"]))
    expect(desk.locator("#find")).to_be_visible()
    desk.keyboard.press("Escape")

    look_up(desk, persian_digits(codes[-1]))
    expect(desk.locator("#found-call")).to_be_visible()
    speaks(desk, "fa")
    desk.keyboard.press("Enter")
    state(desk, "called")
    expect(desk.locator("#find")).to_be_hidden()
    expect(desk.locator(".visitor-code")).to_have_text(persian_digits(codes[-1]))

    waiting = server.waiting()
    look_up(desk, missed["code"])  # long ago, and with a visitor at the counter
    expect(desk.locator("#found-call")).to_have_count(0)
    ready(desk).locator("#found-return").click()
    expect(desk.locator("#find")).to_be_hidden()
    assert server.waiting() == waiting + 1


def test_signing_out_with_a_visitor_asks_and_closes_the_counter(server, screen):
    server.issue()
    desk = screen.clerk("karimi", 1)
    press(desk, "F9")
    state(desk, "called")

    desk.locator(".desk-menu summary").click()
    desk.locator(".desk-menu-list form button").click()
    expect(desk.locator(".leaving h1")).to_be_visible()
    speaks(desk, "fa")
    desk.locator("[name=parting]").click()

    desk.wait_for_url("**/")
    closed = next(row for row in server.api("clerk", "GET", "/counters")["counters"] if row["number"] == 1)
    assert closed["status"] == "closed"
    assert server.waiting() == 1
