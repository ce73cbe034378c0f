"""Keyboard operation: the kiosk by arrows and Enter, the counter by its shortcuts."""

from playwright.sync_api import expect

from tests.e2e.visitor_steps import live, press, state, ticket_shown


def test_a_token_is_taken_by_keyboard_alone_and_the_help_opened_and_left(server, screen):
    kiosk = live(screen("/kiosk", size=(1080, 1920)))
    for page in ("home", "group", "service"):
        kiosk.wait_for_selector(f"main[data-page={page}]")
        kiosk.keyboard.press("ArrowDown")
        expect(kiosk.locator("[data-choice]:focus")).to_be_visible()
        kiosk.keyboard.press("Enter")
        if page == "group":
            kiosk.wait_for_selector("main[data-page=service]")
            kiosk.keyboard.press("Escape")
            kiosk.wait_for_selector("main[data-page=group]")
            kiosk.keyboard.press("ArrowDown")
            kiosk.keyboard.press("Enter")

    assert ticket_shown(kiosk)[0]
    assert server.waiting() == 1
    kiosk.keyboard.press("Escape")
    kiosk.wait_for_selector("main[data-page=home]")

    kiosk.locator("[data-opens=help]").focus()
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator("#help")).to_be_visible()
    kiosk.keyboard.press("Escape")
    expect(kiosk.locator("#help")).to_be_hidden()
    expect(kiosk.locator("[data-opens=help]")).to_be_focused()


def test_a_clerk_works_by_keyboard_alone(server, screen):
    for _ in range(3):
        server.issue()
    desk = screen.clerk("karimi", 1)

    for key, after in (
        ("F9", "called"), ("Control+z", "free"), ("F9", "called"), ("F8", "called"), ("F9", "serving"), ("F7", "free"),
        ("F9", "called"), ("F4", "free"), ("F9", "called"), ("Shift+F4", "free"), ("F9", "called"), ("F9", "serving"),
        ("F2", "free"),
    ):  # fmt: skip
        press(desk, key)
        state(desk, after)
        if key == "F8":
            expect(desk.locator(".last-words")).to_contain_text("دوباره")
    press(desk, "Shift+F7")
    expect(desk.locator("#break")).to_be_visible()
    press(desk, "Enter")
    state(desk, "break")
    press(desk, "F9")
    state(desk, "free")
    press(desk, "Shift+F6")
    state(desk, "closed")
