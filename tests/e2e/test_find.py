"""Ticket lookup at the counter: visitors sent to a counter, and any number of the day."""

from playwright.sync_api import Page, expect

from tests.e2e.visitor_steps import press, ready, speaks, state

FA = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


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
    expect(desk.locator(".visitor-code")).to_have_text(sent["code"].translate(FA))


def test_a_number_is_found_and_called_by_keyboard_in_persian_digits(server, screen):
    codes = [server.issue()["code"] for _ in range(5)]
    desk = screen.clerk("karimi", 1)

    look_up(desk, codes[-1].translate(FA))
    expect(desk.locator("#found-call")).to_be_visible()
    speaks(desk, "fa")
    desk.keyboard.press("Enter")

    state(desk, "called")
    expect(desk.locator("#find")).to_be_hidden()
    expect(desk.locator(".visitor-code")).to_have_text(codes[-1].translate(FA))


def test_a_ticket_of_other_counters_is_found_with_the_reason_and_no_button(server, screen):
    code = server.issue("building_permit")["code"]
    desk = screen.clerk("karimi", 1)

    look_up(desk, code)

    expect(desk.locator(".found-why")).to_contain_text("۳")
    expect(desk.locator("#found-call")).to_have_count(0)


def test_a_refusal_is_shown_in_the_dialog_which_stays_open(server, screen):
    gone = server.issue()
    desk = screen.clerk("karimi", 1)
    look_up(desk, gone["code"])
    expect(desk.locator("#found-call")).to_be_visible()

    server.api("kiosk", "POST", f"/tickets/{gone['token']}/cancellation")
    ready(desk).locator("#found-call").click()

    expect(desk.locator("#find [data-refused]")).to_contain_text(gone["code"].translate(FA))
    expect(desk.locator("#find")).to_be_visible()


def test_somebody_missed_long_ago_is_found_and_brought_back_with_a_visitor_at_the_counter(server, screen):
    server.open(2)
    missed = server.ticket_at(2, "absent", "renewal_levy")
    server.issue()
    desk = screen.clerk("karimi", 1)
    press(desk, "F9")
    state(desk, "called")

    look_up(desk, missed["code"])
    expect(desk.locator("#found-call")).to_have_count(0)
    ready(desk).locator("#found-return").click()

    expect(desk.locator("#find")).to_be_hidden()
    assert server.waiting() == 1


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
