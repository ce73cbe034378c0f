"""An admin reloads a lobby board from afar, and sees a picture of what it shows."""

from playwright.sync_api import expect

from tests.e2e.visitor_steps import live


def test_a_lobby_loads_its_page_anew_and_its_picture_shows_the_same_call(server, screen, enter):
    lobby = live(screen("/lobby"))
    lobby.evaluate("globalThis.old = true")
    server.open(1)
    code = server.ticket_at(1, "called")["code"]
    expect(lobby.locator(f".row-code:has-text('{code}')").or_(lobby.locator(".card-code")).first).to_be_visible()
    admin = enter("admin")
    admin.goto("/manage/devices")

    with lobby.expect_navigation():
        admin.locator("form[action*=reload] button").first.click()

    live(lobby)
    assert lobby.evaluate("globalThis.old") is None
    admin.goto("/manage/devices")
    admin.locator("a[href$='#board']").first.click()
    shown = admin.frame_locator(".board-picture iframe").locator(".row-code").first
    expect(shown).to_have_text(lobby.locator(".row-code").first.text_content())
