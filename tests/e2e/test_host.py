"""A host with a tablet gives a ticket, and a clerk serves; a clerk serves somebody without a ticket."""

from playwright.sync_api import expect

from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import live, press, ready, speaks

TABLET = (820, 1180)


def test_a_host_issues_and_the_clerk_serves_with_the_note_and_then_somebody_without_a_ticket(screen):
    lobby = live(screen("/lobby", size=(1920, 1080)))
    desk = screen.clerk("karimi", counter=2)
    host = live(screen.sign_in("host", size=TABLET))
    host.wait_for_url("**/host*")

    host.locator("input[name=service][value=renewal_levy]").check()
    host.locator("#group_size").fill("3")
    host.get_by_role("button", name="دادن نوبت").click()
    expect(host.locator(".host-given .qr")).to_be_visible()
    code = host.locator(".host-given .host-number").inner_text()
    speaks(host, "fa")
    host.get_by_role("link", name="تغییر یا یادداشت").click()
    host.locator("#text").fill("همراه مادر سالمند است.")
    host.get_by_role("button", name="افزودن").click()
    expect(host.locator(".host-notes")).to_contain_text("همراه مادر سالمند است.")
    host.set_viewport_size({"width": 320, "height": 640})
    assert over(host)[0] == 0
    host.set_viewport_size({"width": TABLET[0], "height": TABLET[1]})
    host.get_by_role("link", name="بازگشت به سالن").click()
    expect(live(host).locator(".host-row")).to_contain_text(code)

    expect(desk.locator(".side.queue")).to_contain_text(code)
    desk.locator("#big").click()

    expect(desk.locator(".visitor-code")).to_have_text(code)
    expect(desk.locator(".visitor-told")).to_contain_text("همراه مادر سالمند است.")
    expect(desk.locator(".facts")).to_contain_text("۳ نفر")
    expect(lobby.locator("[data-card][data-kept-shown] .card-code")).to_have_text(code)
    expect(host.locator(".host-row")).to_contain_text("فراخوانده به باجهٔ ۲")
    expect(lobby.locator("body")).not_to_contain_text("مادر سالمند")

    for key in ("F9", "F2"):
        press(desk, key)
    for other_service in (False, True):
        expect(desk.locator(".visitor[data-state=free]")).to_be_visible()
        ready(desk).locator("#walk-in-other" if other_service else "#walk-in").click()
        if other_service:
            desk.locator("#walk-in-service .dialog-choice").last.click()
        expect(desk.locator(".visitor[data-state=serving]")).to_be_visible()
        press(desk, "F2")
