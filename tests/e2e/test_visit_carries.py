"""At a counter: a note, the next service of a visit, and a ticket kept overnight."""

from playwright.sync_api import expect

from tests.e2e.visitor_steps import ready


def test_a_visit_carries_notes_and_services_and_can_be_kept(server, screen):
    desk = screen.clerk("karimi", counter=2)
    server.issue("renewal_levy")
    expect(desk.locator("#big")).to_be_visible()
    desk.locator("#big").click()
    expect(desk.locator(".visitor[data-state=called]")).to_be_visible()
    ready(desk)
    desk.locator("#big").click()
    expect(desk.locator(".visitor[data-state=serving]")).to_be_visible()

    desk.locator("#add-note").click()
    desk.locator("#note-text").fill("<b>مدارک</b> را فردا می‌آورد")
    desk.locator("#note button[data-kind=done]").click()
    expect(desk.locator(".visitor-told")).to_contain_text("<b>مدارک</b> را فردا می‌آورد")
    desk.locator("#switch").click()
    desk.locator("#next-info_desk").click()
    expect(desk.locator(".visitor-service")).to_contain_text("راهنمایی")
    expect(desk.locator(".facts")).to_contain_text("عوارض نوسازی")
    desk.locator("#send-on").click()
    desk.keyboard.press("Escape")
    desk.locator("#keep-ticket").click()
    desk.locator("#keep-documents").click()

    expect(desk.locator(".visitor[data-state=free]")).to_be_visible()
    expect(desk.locator(".last-words")).to_contain_text("روز کاری بعد")
    desk.locator("#undo").click()
    expect(desk.locator(".visitor[data-state=serving]")).to_be_visible()
