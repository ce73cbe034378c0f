"""A visitor who can neither see nor hear the board: from the choice at the kiosk to the clerk who escorts them."""

from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.test_axe import read
from tests.e2e.test_fits import CUT, over
from tests.e2e.visitor_steps import live, press, ready, speaks, state, ticket_shown


@LANGUAGES
def test_the_clerk_goes_before_the_visitor_can_be_absent(server, screen, lang):
    kiosk = live(screen("/kiosk/services/info_desk", lang, (1080, 1920)))
    kiosk.locator("[name=in_person]").check()
    kiosk.locator("button[name=priority][value='']").click()
    code, _ = ticket_shown(kiosk)
    expect(kiosk.locator(".token-number .token-priority")).to_be_visible()
    desk = screen.clerk("karimi", 1, lang, bypass_csp=True)
    expect(desk.locator(".side-fetch")).to_be_visible()

    press(desk, "F9")
    state(desk, "called")

    expect(desk.locator(".visitor-code")).to_contain_text(code)
    expect(desk.locator(".visitor-fetch")).to_be_visible()
    expect(desk.locator("#absence, #hold")).to_have_count(0)
    assert (read(desk, lang), over(desk), desk.evaluate(CUT)) == ([], [0, 0], [])
    press(desk, "F9")
    expect(desk.locator(".fact-fetched")).to_be_visible()
    press(desk, "F4")
    state(desk, "free")
    speaks(desk, lang)


def test_a_clerk_marks_a_visitor_and_the_supervisor_sees_it(server, screen):
    server.issue()
    desk = screen.clerk("karimi", 1)
    hall = screen.clerk("supervisor")
    press(desk, "F9")
    state(desk, "called")

    ready(desk).locator("#in-person").click()

    expect(desk.locator(".visitor-fetch")).to_be_visible()
    hall.goto(Screens.address("/manage", "fa"))
    expect(hall.locator("#hall-counter-1 .mark[data-kind=late]")).to_be_visible()
    lobby = live(screen("/lobby", size=(1920, 1080)))
    assert "حضوری" not in lobby.locator("main").inner_text()
    ready(desk).locator("#in-person").click()
    expect(desk.locator(".visitor-fetch")).to_have_count(0)
    expect(hall.locator("#hall-counter-1 .mark[data-kind=late]")).to_have_count(0)
