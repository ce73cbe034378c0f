"""What staff have typed and not sent is not lost without a question."""

from playwright.sync_api import expect


def test_leaving_a_form_with_words_that_are_not_saved_asks_first(server, screen):
    page = screen.clerk("admin")
    page.goto("/manage/setup/people")
    page.locator("[name=name]").fill("سارا احمدی")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.locator(".setup-foot a").first.click(no_wait_after=True)

    expect(page.locator("[name=name]")).to_have_value("سارا احمدی")
    assert asked == ["beforeunload"]


def test_a_form_is_sent_without_a_question(server, screen):
    page = screen.clerk("admin")
    page.goto("/manage/messages/districts/new")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("[name=name_fa]").fill("ناحیهٔ نو")
    page.locator("[name=name_en]").fill("New district")

    page.locator("main form button[data-kind=main]").click()

    page.wait_for_url("**/manage/messages/districts")
    assert asked == []


def test_a_form_sent_without_a_network_stays_with_what_was_typed(server, screen):
    page = screen.clerk("admin")
    page.goto("/manage/messages/districts/new")
    page.locator("[name=name_fa]").fill("ناحیهٔ دور")
    page.locator("[name=name_en]").fill("Far district")
    send = page.locator("main form button[data-kind=main]")

    page.context.set_offline(True)
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("چیزی فرستاده نشد")
    expect(page.locator("[name=name_fa]")).to_have_value("ناحیهٔ دور")
    page.context.set_offline(False)
    expect(page.locator(".offline-note")).to_have_count(0)

    send.click()
    page.wait_for_url("**/manage/messages/districts")
