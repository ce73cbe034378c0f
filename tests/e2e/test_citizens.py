"""The citizens' pages on a phone: a complaint in three short steps, with and without script; geometry and weight."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import live, text_twice_as_large
from tests.e2e.visual import geometry
from tests.e2e.visual.pages import DESK_200, NARROW, PHONE

OFFICE = "set_up"

WORDS = "با من تند صحبت شد"
ABOUT_ME = {"name": "سارا احمدی", "phone": "09123456789", "home": "کوچهٔ گل‌ها ۳"}
PAGES = (
    "/", "/messages/new", "/messages/new?kind=complaint", "/track", "/published", "/appointments", "/sign-in", "/none",
)  # fmt: skip
LIGHT = 60  #: KB with an empty cache

HEIGHT = "document.scrollingElement.scrollHeight / innerHeight"


def press(page: Page) -> None:
    page.locator("#filing button[data-kind=main]").click()


@LANGUAGES
def test_a_complaint_takes_three_steps_of_at_most_two_screens(screen, lang):
    page = screen("/messages/new?kind=complaint", lang, PHONE)
    heights = []

    for step in ("what", "where", "who"):
        page.wait_for_selector(f"[name=step][value={step}]", state="attached")
        heights.append(page.evaluate(HEIGHT))
        assert over(page)[0] == 0, step
        if step == "what":
            page.locator(".voice-pictures label").first.click()
            page.locator("#body").fill(WORDS)
        for name, text in ABOUT_ME.items() if step == "who" else ():
            page.locator(f"#{name}").fill(text)
        press(page)

    expect(page.locator(".voice-filed")).to_be_visible()
    assert max(heights) <= 2, heights


@LANGUAGES
def test_without_script_errors_stand_beside_their_fields_and_nothing_is_lost(screen, lang):
    page = screen("/messages/new?kind=complaint", lang, PHONE, java_script_enabled=False)
    says = {"fa": "لطفاً", "en": "Please"}[lang]

    press(page)
    expect(page.locator("#body-problem")).to_contain_text(says)
    page.locator("#body").fill(WORDS)
    press(page)
    press(page)
    page.locator("#name").fill(ABOUT_ME["name"])
    press(page)

    expect(page.locator("#home-problem")).to_be_visible()
    expect(page.locator("#name")).to_have_value(ABOUT_ME["name"])
    page.locator("#phone").fill(ABOUT_ME["phone"])
    page.locator("#home").fill(ABOUT_ME["home"])
    press(page)
    expect(page.locator(".voice-filed")).to_be_visible()


def test_another_subject_is_found_by_typing_in_either_language(screen):
    page = screen("/messages/new?kind=complaint", size=PHONE)

    page.locator(".voice-more summary").click()
    page.locator(".voice-find input").fill("cemetery")
    expect(page.locator(".voice-list label:visible")).to_have_count(1)
    page.locator(".voice-find input").press("Enter")
    page.locator("#body").fill(WORDS)
    page.locator(".bar button").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#body")).to_have_value(WORDS)
    expect(page.locator(".voice-picture:has(:checked)")).to_contain_text("Cemetery")


@LANGUAGES
def test_citizens_pages_have_no_cut_text_no_small_target_and_no_sideways_scroll(staged, lang):
    screen, _ = staged
    page = screen("/", lang, NARROW)

    for path in PAGES:
        page.goto(Screens.address(path, lang))
        for size in (NARROW, DESK_200):
            assert over(page)[0] == 0, path
            assert geometry.faults(page, size, 24) == [], (path, size)


@LANGUAGES
def test_links_that_stand_alone_are_as_high_as_a_finger(staged, lang):
    screen, stage = staged
    page = screen("/", lang, PHONE)

    for path, links in (
        ("/published", ".published-ways a, .published-links a"),
        (f"{stage.phones['rated']}/rating/questions", ".visit-hint a"),
    ):
        page.goto(Screens.address(path, lang))
        heights = [link.bounding_box()["height"] for link in page.locator(links).all()]
        assert min(heights) >= 44, path


@LANGUAGES
def test_a_long_name_of_a_service_stays_whole_in_large_text(staged, lang):
    screen, _ = staged
    page = text_twice_as_large(screen("/services", lang, NARROW))
    lines = """(name) => {
      const words = document.createRange();
      return name.textContent.split(/\\s+/).map((word) => {
        words.setStart(name.firstChild, name.textContent.indexOf(word));
        words.setEnd(name.firstChild, name.textContent.indexOf(word) + word.length);
        return words.getClientRects().length;
      });
    }"""

    names = page.locator(".sheet-list b").all()
    assert len(names) > 9
    for name in names:
        assert set(name.evaluate(lines)) == {1}, name.inner_text()


@LANGUAGES
def test_citizens_pages_are_light(staged, lang):
    screen, _ = staged

    for path in PAGES[:-2]:
        page = screen.context(PHONE, service_workers="block").new_page()
        wire, sizes = page.context.new_cdp_session(page), []
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
        page.goto(Screens.address(path, lang), wait_until="load")
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        assert sum(sizes) / 1024 <= LIGHT, path


def test_ringing_comes_first_on_the_phone_leaving_last_and_a_wait_that_jumps_says_why(staged):
    screen, stage = staged
    page = live(screen(stage.phones["waiting"], size=PHONE))

    order = page.locator("main :is(button, select):visible").evaluate_all(
        "parts => parts.map(({ dataset }) => Object.keys(dataset).join() + (dataset.opens ?? ''))"
    )
    where = [page.locator(at).bounding_box()["y"] for at in ("[data-rings]", ".way", "[data-opens=leave]")]

    assert "rings" in order[0]
    assert "leave" in order[-1]
    assert where == sorted(where)
    assert where[0] + 56 < PHONE[1]

    most = int(page.locator(".visit").get_attribute("data-most"))
    jump = """most => { const screen = document.querySelector("visitor-ticket"), html = screen.live.innerHTML;
      const jumped = html.replace(/data-most="\\d+"/, `data-most="${most + 30}"`).replace("3:open", "3:break");
      screen.show({ version: Number(screen.dataset.version) + 1, at: new Date().toISOString(), html: jumped }); }"""
    assert page.evaluate(jump, most) is None
    expect(page.locator("#why")).to_have_text("باجهٔ ۳ در استراحت است؛ برای همین انتظار طولانی‌تر شد.")


def test_a_call_is_legible_from_its_first_moment(server, screen):
    server.open(1)
    token = server.issue()["token"]
    page = live(screen(f"/t/{token}", size=PHONE))
    page.emulate_media(reduced_motion="no-preference")

    server.call(1)
    page.wait_for_selector(".visit-now")

    frames = "document.querySelector('.visit-now').getAnimations().flatMap(({ effect }) => effect.getKeyframes())"
    assert [frame for frame in page.evaluate(frames) if "opacity" in frame] == []
