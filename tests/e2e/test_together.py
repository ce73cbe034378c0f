"""Several browsers on one queue: actions show everywhere at once, and nobody is called twice."""

from playwright.sync_api import Route, expect

from deskq.core.text.persian import persian_digits
from tests.e2e.visitor_steps import live, press, ready, state


def test_two_browsers_of_one_clerk_stay_right(server, screen):
    server.issue()
    left = screen.clerk("karimi", 1)
    right = screen.clerk("karimi")
    right.goto("/counters/1")
    live(right)

    press(left, "F9")
    state(right, "called")
    press(right, "F9")
    state(left, "serving")
    press(left, "F9")

    state(left, "free")
    state(right, "free")


def test_an_action_on_an_outdated_page_does_nothing_and_updates_it(server, screen):
    server.issue()
    server.issue()
    left = screen.clerk("karimi", 1)
    right = screen.clerk("karimi")
    right.goto("/counters/1")
    live(right)
    pressed = []

    def left_was_quicker(route: Route) -> None:
        pressed.append(left.locator("#big").click())
        state(left, "called")
        route.continue_()

    right.route("**/counters/1/calls*", left_was_quicker)
    with right.expect_response("**/counters/1/calls*"):
        right.locator("#big").click()

    state(right, "called")
    assert len(pressed) == 1
    assert server.waiting() == 1


def test_of_two_clerks_calling_one_ticket_one_is_refused(server, screen):
    wanted = server.issue()
    server.open(2)
    desk = screen.clerk("karimi", 1)

    def another_was_quicker(route: Route) -> None:
        server.call(2, wanted["id"])
        route.continue_()

    desk.route("**/counters/1/calls*", another_was_quicker)
    desk.locator(f"#call-{wanted['id']}").click()

    expect(desk.locator("[data-problem]")).not_to_be_empty()
    state(desk, "free")
    called = server.api("lobby", "GET", "/board")["called"]
    assert [(row["code"], row["counter"]) for row in called] == [(wanted["code"], 2)]


def test_another_clerks_call_shows_at_once(server, screen):
    server.open(2)
    desk = screen.clerk("karimi", 1)
    issued = server.issue()
    row = desk.locator(f"#next-{issued['id']}")
    expect(row).to_be_visible()

    server.call(2, issued["id"])

    expect(row).to_have_count(0, timeout=2000)
    expect(desk.locator(".visitor-note")).to_be_visible()


def test_a_push_takes_neither_the_focus_nor_an_open_question(server, screen):
    server.issue()
    desk = screen.clerk("karimi", 1)
    press(desk, "F9")
    state(desk, "called")
    press(desk, "F6")
    search = desk.locator("#transfer-search")
    search.press_sequentially("پروانه")
    shown = desk.locator("#transfer [data-choice]:visible").count()

    issued = server.issue()

    expect(desk.locator(f"#next-{issued['id']}")).to_be_attached()
    expect(desk.locator("#transfer")).to_have_attribute("open", "")
    expect(search).to_be_focused()
    expect(search).to_have_value("پروانه")
    assert desk.locator("#transfer [data-choice]:visible").count() == shown
    desk.locator("#transfer [data-closes]").click()
    expect(desk.locator("#transfer")).to_be_hidden()
    press(desk, "F6")
    search.fill("عوارض")
    desk.keyboard.press("Escape")
    expect(desk.locator("#transfer")).to_be_hidden()
    desk.locator("#absence").focus()
    other = server.issue()
    expect(desk.locator(f"#next-{other['id']}")).to_be_attached()
    expect(desk.locator("#absence")).to_be_focused()


def test_finish_and_next_can_be_undone(server, screen):
    first, second = server.issue(), server.issue()
    desk = screen.clerk("karimi", 1)
    code = desk.locator(".visitor-code")
    for after in ("called", "serving"):
        press(desk, "F9")
        state(desk, after)

    press(desk, "F9")
    state(desk, "called")
    expect(code).to_contain_text(persian_digits(second["code"]))
    ready(desk).locator("#undo").click()

    state(desk, "serving")
    expect(code).to_contain_text(persian_digits(first["code"]))
    assert server.waiting() == 1
