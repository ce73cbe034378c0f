"""A host with a tablet gives a ticket, and a clerk serves; a clerk serves somebody without a ticket."""

from playwright.sync_api import expect

from tests.e2e.test_hall_actions import picture
from tests.e2e.visitor_steps import live, speaks

TABLET = (820, 1180)


def test_a_host_issues_and_the_clerk_serves_with_the_note(server, screen):
    lobby = live(screen("/lobby", size=(1920, 1080)))
    desk = screen.clerk("karimi", counter=2)
    host = screen("/sign-in", size=TABLET)
    host.locator("[name=name]").fill("host")
    host.locator("[name=password]").fill(server.env["DESKQ_DEMO_PASSWORD"])
    host.locator("main form button").click()
    live(host)
    host.wait_for_url("**/host*")

    host.locator("input[name=service][value=renewal_levy]").check()
    host.locator("#group_size").fill("3")
    picture(host, "host-index")
    host.get_by_role("button", name="دادن نوبت").click()
    expect(host.locator(".host-given .qr")).to_be_visible()
    code = host.locator(".host-given .host-number").inner_text()
    picture(host, "host-issued")
    speaks(host, "fa")
    host.get_by_role("link", name="تغییر یا یادداشت").click()
    host.locator("#text").fill("همراه مادر سالمند است.")
    host.get_by_role("button", name="افزودن").click()
    expect(host.locator(".host-notes")).to_contain_text("همراه مادر سالمند است.")
    picture(host, "host-ticket")
    host.set_viewport_size({"width": 320, "height": 640})
    assert host.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") <= 0
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
    picture(desk, "desk-note")
    expect(lobby.locator("body")).not_to_contain_text("مادر سالمند")


def test_a_clerk_serves_a_visitor_without_a_ticket_in_one_press(server, screen):
    desk = screen.clerk("karimi", counter=2)
    picture(desk, "desk-free")

    desk.locator("#walk-in").click()

    expect(desk.locator(".visitor[data-state=serving]")).to_be_visible()
    desk.locator("#big").click()
    expect(desk.locator(".visitor[data-state=free]")).to_be_visible()
    desk.locator("#walk-in-other").click()
    picture(desk, "desk-walk-in")
    desk.locator("#walk-in-service .dialog-choice").last.click()
    expect(desk.locator(".visitor[data-state=serving]")).to_be_visible()
