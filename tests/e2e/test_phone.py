"""The visitor's phone: more time, ringing when the turn is near, and a lost connection."""

from playwright.sync_api import expect

from deskq.core.text.persian import persian_digits
from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, press, speaks, state
from tests.load import pages

HEARD = """
window.deskqBuzzed = [];
navigator.vibrate = (times) => { deskqBuzzed.push(times.length); return true; };
"""

#: Waits until the page and all its files are kept; false when that takes too long.
KEPT = """async () => {
  const kept = (file) => caches.match(file, { ignoreVary: true });
  for (const end = performance.now() + 10000; performance.now() < end; ) {
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    const own = files.filter((name) => name.startsWith(`${location.origin}/static/`));
    const found = await Promise.all([location.href, ...own].map(kept));
    if (found.every(Boolean)) return true;
    await new Promise((next) => setTimeout(next, 100));
  }
  return false;
}"""


def phone_of(screen, path, lang="fa"):
    context = screen.context(size=(390, 844))
    context.add_init_script(HEARD)
    page = context.new_page()
    page.goto(screen.address(path, lang))
    return live(page)


@LANGUAGES
def test_a_visitor_who_needs_more_time_lets_the_next_go_first(server, screen, lang):
    first, second = server.issue(), server.issue()
    phone = phone_of(screen, f"/t/{first['token']}", lang)

    phone.locator("[data-opens=more-time]").click()
    speaks(phone, lang)
    phone.locator("#more-time form button").click()

    expect(phone.locator("[data-ahead='1']")).to_be_visible()
    expect(phone.locator("[data-opens=more-time]")).to_have_count(0)
    desk = screen.clerk("karimi", counter=1)
    press(desk, "F9")
    expect(desk.locator(".visitor").first).to_contain_text(persian_digits(second["code"]))


def test_a_phone_rings_when_the_turn_is_near_and_when_it_is_called_if_its_owner_wishes(server, screen):
    phone = phone_of(screen, f"/t/{server.issue()['token']}")
    assert phone.evaluate("deskqBuzzed") == []

    phone.locator("[data-rings]").click()
    expect(phone.locator("[data-rings]")).to_have_attribute("aria-pressed", "true")
    desk = screen.clerk("karimi", counter=1)
    press(desk, "F9")

    state(phone, "called")
    phone.wait_for_function("() => deskqBuzzed.includes(5)")
    phone.reload()
    live(phone)
    assert phone.evaluate("deskqBuzzed") == []

    press(desk, "F8")
    phone.wait_for_function("() => deskqBuzzed.includes(5)")
    expect(phone.locator(".visit-again")).to_be_visible()


def test_a_phone_without_a_connection_shows_the_last_state_and_says_so(server, screen):
    ticket = server.issue()
    phone = phone_of(screen, f"/t/{ticket['token']}")
    assert phone.evaluate(KEPT)

    phone.context.set_offline(True)
    phone.reload()

    expect(phone.locator(".visit-code")).to_contain_text(persian_digits(ticket["code"]))
    expect(phone.locator(".visit-code")).to_have_css("font-size", "112px")
    expect(phone.locator("[data-line=down] .line-words")).to_be_visible()
    phone.goto("/t/another-page")
    expect(phone.locator("[data-offline]")).to_be_visible()
    speaks(phone, "fa")

    phone.context.set_offline(False)
    phone.goto(f"/t/{ticket['token']}")
    live(phone)


STALE, SAFFRON = "rgb(195, 203, 201)", "rgb(242, 182, 50)"


@LANGUAGES
def test_what_a_phone_without_a_connection_shows_does_not_look_live(server, screen, lang):
    server.open(1)
    called = phone_of(screen, f"/t/{server.ticket_at(1, 'called')['token']}", lang)
    waiting = phone_of(screen, f"/t/{server.issue()['token']}", lang)
    expect(called.locator("body")).to_have_css("background-color", SAFFRON)
    expect(called.locator(".line-advice")).to_be_hidden()

    for phone in (called, waiting):
        phone.context.set_offline(True)
        expect(phone.locator(".line-advice")).to_be_visible()
        speaks(phone, lang)

    expect(called.locator("body")).to_have_css("background-color", STALE)
    expect(waiting.locator(".visit-fact").first).to_have_css("background-color", STALE)
    expect(waiting.locator("[data-while-live]")).to_be_hidden()
    called.context.set_offline(False)
    expect(called.locator("body")).to_have_css("background-color", SAFFRON)
    expect(called.locator(".line-advice")).to_be_hidden()


def test_a_press_that_failed_is_told_in_sight_of_the_button(server, screen):
    server.open(3, 5)
    context = screen.context(size=(320, 640))
    phone = context.new_page()
    phone.goto(f"/t/{server.issue('building_permit')['token']}")
    live(phone).locator("[data-opens=leave]").click()
    context.set_offline(True)

    phone.locator("#leave button[data-kind=no]").click()

    expect(phone.locator("[data-problem]")).to_be_in_viewport(ratio=1)
    expect(phone.locator("[data-opens=leave]")).to_be_in_viewport(ratio=1)


def test_a_file_that_comes_late_is_kept_for_when_the_connection_is_gone(server, screen):
    """On a slow connection the worker is there before the last file is."""
    page = screen.context(size=(390, 844)).new_page()
    late = []
    page.route("**/*.woff2", lambda route: route.continue_() if late else late.append(route))

    page.goto(f"/t/{server.issue()['token']}", wait_until="commit")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    late[0].continue_()
    page.wait_for_function("(file) => performance.getEntriesByName(file).length > 0", arg=late[0].request.url)

    assert page.evaluate(KEPT)


def test_the_page_of_a_visitor_is_light(server, browser):
    address = f"{server.address}/t/{server.issue()['token']}"

    assert pages.one(browser, address, (390, 844))["kilobytes"] <= 60
