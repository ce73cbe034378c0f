"""Double clicks and quick presses at the counter: accepted once visibly, refusals shown."""

from playwright.sync_api import Page, expect

from tests.e2e.visitor_steps import press, ready, state

SLOW = """() => {
  const quick = window.fetch;
  window.fetch = async (...asked) => {
    await new Promise((answer) => { window.deskqAnswer = answer; });
    return quick(...asked);
  };
}"""


def slowed(desk: Page) -> Page:
    """From now on an answer comes only when ``deskqAnswer()`` is called."""
    ready(desk).evaluate(SLOW)
    return desk


def test_a_double_press_is_taken_once_and_the_button_shows_it(server, screen):
    server.issue()
    server.issue()
    desk = screen.clerk("karimi", 1)
    desk.locator("#big").dblclick()
    state(desk, "called")
    desk.wait_for_selector("counter-panel:not([data-busy])")
    state(desk, "called")
    assert server.waiting() == 1
    press(desk, "Control+z")
    state(desk, "free")

    slowed(desk)
    desk.keyboard.press("F9")
    desk.keyboard.press("F9")
    expect(desk.locator("#big")).to_have_attribute("data-pressed", "")
    expect(desk.locator("[data-problem]")).to_be_empty()
    desk.evaluate("deskqAnswer()")

    state(desk, "called")
    expect(desk.locator("[data-pressed]")).to_have_count(0)
    assert server.waiting() == 1


def test_another_button_pressed_before_the_answer_does_nothing_and_says_so(server, screen):
    server.issue()
    desk = screen.clerk("karimi", 1)
    press(desk, "F9")
    state(desk, "called")
    slowed(desk)

    desk.keyboard.press("F9")
    desk.keyboard.press("F4")

    expect(desk.locator("[data-problem]")).to_contain_text("این یکی ثبت نشد")
    desk.evaluate("deskqAnswer()")
    state(desk, "serving")
    expect(desk.locator("[data-problem]")).to_be_empty()


def test_only_the_person_who_closed_a_counter_can_undo_it(server, screen):
    desk = screen.clerk("karimi", 1)
    press(desk, "Shift+F6")
    state(desk, "closed")
    other = screen.clerk("rahmani")
    other.goto("/counters/1")

    expect(desk.locator("#undo")).to_be_visible()
    expect(other.locator(".last-words")).to_be_visible()
    other.wait_for_selector("[data-line=up]")
    expect(other.locator("#undo")).to_be_hidden()
    asked: list[str] = []
    other.on("request", lambda request: request.is_navigation_request() and asked.append(request.url))
    press(desk, "Control+z")
    state(desk, "free")
    other.wait_for_url("**/counters")
    assert asked == [f"{server.address}/counters/1", f"{server.address}/counters"]  # the second is a redirection


def test_a_visitor_who_left_by_mistake_is_back_with_one_tap(server, screen):
    phone = screen(f"/t/{server.issue()['token']}", size=(390, 844))
    phone.locator("[data-opens=leave]").click()
    phone.locator("#leave [data-kind=no]").click()
    phone.wait_for_selector(".visit[data-state=cancelled]")
    assert server.waiting() == 0

    phone.locator(".visit-back button").click()

    phone.wait_for_selector(".visit[data-state=waiting]")
    assert server.waiting() == 1
