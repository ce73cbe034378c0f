"""A whole visit from the kiosk to the rating: each screen live, in both languages, with connections cut in between."""

from time import monotonic

from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, press, rang, speaks, state, take_ticket
from tests.tools.steps import should_be

SAYS_SO = 10_000
RIGHT_AGAIN = 2.0
DAY = 24 * 3600 * 1_000_000
WORDS = {
    "fa": {"group": "راهنمایی و حفاری", "elderly": "سالمند", "one": "۱", "few": "هنوز نیست", "counter": "باجهٔ ۱"},
    "en": {
        "group": "Information and digging permits", "elderly": "Elderly", "one": "1", "few": "not yet",
        "counter": "Counter 1",
    },
}  # fmt: skip


@LANGUAGES
def test_a_visitor_is_served_from_the_kiosk_to_the_rating(server, screen, lang):
    words = WORDS[lang]
    lobby = live(screen("/lobby", lang, size=(1920, 1080)))
    kiosk = live(screen("/kiosk", size=(1080, 1920)))
    if lang == "en":
        kiosk.locator("a[hreflang=en]:visible").first.click()
    speaks(kiosk, lang)

    code, phone_path = take_ticket(kiosk, words["group"], "info_desk", "elderly")
    speaks(kiosk, lang)
    expect(kiosk.locator(".token-priority")).to_contain_text(words["elderly"])
    kiosk.wait_for_function("() => deskqPrinted === 1")
    expect(kiosk.locator("#return [data-number]")).to_be_visible()

    phone = live(screen(phone_path, lang, size=(390, 844)))
    state(phone, "waiting")
    speaks(phone, lang)

    desk = screen.clerk("karimi", lang=lang)
    speaks(desk, lang)
    desk.locator(".counter-card").first.click()
    live(desk)
    state(desk, "closed")
    desk.locator("#big").click()
    state(desk, "free")
    press(desk, "F9")

    state(desk, "called")
    speaks(desk, lang)
    expect(lobby.locator("[data-card][data-kept-shown] .card-code")).to_have_text(code)
    expect(lobby.locator("[data-card][data-kept-shown] .card-counter")).to_have_text(words["counter"])
    lobby.wait_for_function("() => deskqRang.length === 1")
    speaks(lobby, lang)
    state(phone, "called")
    expect(phone.locator(".visit-go")).to_contain_text(words["counter"].split()[-1])
    speaks(phone, lang)

    for cut in (lobby, phone):
        cut.context.set_offline(True)
        cut.wait_for_selector("[data-line=down]", state="attached", timeout=SAYS_SO)
        expect(cut.locator("[data-line-words]").first).not_to_be_empty()
    press(desk, "F9")
    state(desk, "serving")
    state(phone, "called")
    expect(lobby.locator("[data-row][data-state=called]")).to_have_count(1)
    for cut in (lobby, phone):
        cut.context.set_offline(False)
    back = monotonic()
    state(phone, "serving")
    expect(lobby.locator("[data-row][data-state=serving]")).to_have_count(1)
    should_be(monotonic() - back, RIGHT_AGAIN)
    for returned in (lobby, phone):
        live(returned)
        speaks(returned, lang)
    press(desk, "F9")
    state(desk, "free")
    state(phone, "done")
    speaks(phone, lang)

    phone.locator("#face-5").click()
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()
    speaks(phone, lang)
    day = desk.locator(".day dd")
    expect(day.first).to_have_text(words["one"])
    expect(desk.locator(".day-few")).to_contain_text(words["few"])
    speaks(desk, lang)
    assert len(rang(lobby)) == 1


def test_the_day_tells_ratings_only_as_a_group_and_of_days_before(server, screen):
    server.open(2)
    desk = screen.clerk("karimi")
    desk.goto("/counters/2")
    live(desk)
    for score in (5, 4, 3, 5, 4):
        rated = server.ticket_at(2, "done", "renewal_levy")["token"]
        server.api("kiosk", "POST", f"/tickets/{rated}/rating", score=score)
    expect(desk.locator(".day dd").first).to_have_text("۵")
    expect(desk.locator(".day-few")).to_contain_text("هر ۵ امتیاز")

    server.query_rows("UPDATE rating SET day = day - 1, given_at = given_at - ?", DAY)
    server.issue("renewal_levy")
    server.call(2)

    expect(desk.locator(".day div:last-child dd")).to_contain_text("۴٫۲ از ۵")
