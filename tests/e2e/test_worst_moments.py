"""The counter at 200 % zoom and on a phone, the kiosk with every aid: by geometry and by counting touches and keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.all_states import DESKS
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import live, press, ready, state, ticket_shown
from tests.e2e.visual import geometry

TALL, WIDE = (1080, 1920), (1920, 1080)
NARROW = {"200 %": (683, 384), "320px": (320, 640)}
SOAK = pytest.mark.soak
AIDS = [
    (), ("larger",), pytest.param(("lower",), marks=SOAK), pytest.param(("contrast",), marks=SOAK),
    ("larger", "lower", "contrast"),
]  # fmt: skip
#: A part of the kiosk's page that is not wholly in view, although no button says that there is more below.
HIDDEN = """() => {
  const main = document.querySelector("main");
  const more = !document.querySelector("more-below").hidden;
  const end = main.getBoundingClientRect().bottom;
  return more ? [] : [...main.querySelectorAll("a, button, p, .qr")]
    .filter((part) => part.checkVisibility() && !part.closest(".paper, .leave"))
    .filter((part) => part.getBoundingClientRect().bottom > end + 1).map((part) => part.className);
}"""


#: Presses the button until there is nothing below.
TO_THE_END = """() => {
  const more = document.querySelector("more-below");
  if (!more.hidden) more.querySelector("button").click();
  return more.hidden;
}"""


def settled(page: Page) -> Page:
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


@LANGUAGES
@pytest.mark.parametrize("size", NARROW.values(), ids=NARROW)
def test_the_counter_reflows_in_every_state(staged, lang, size):
    screen, _ = staged
    page = screen.clerk("rahimi", size=size)

    for name, number in DESKS.items():
        page.goto(Screens.address(f"/counters/{number}", lang))
        settled(live(page))
        stage, big, queue = (page.locator(part).bounding_box() for part in (".desk-stage", "#big", ".side.queue"))

        assert geometry.faults(page, size, 24) == [], name
        assert stage["width"] > size[0] - 48, "one column"
        assert big["y"] + big["height"] <= size[1], f"{name}: the big button is on the screen"
        assert stage["y"] < queue["y"]


@LANGUAGES
def test_the_sides_of_a_narrow_counter_are_folded_under_their_counts(staged, lang):
    screen, _ = staged
    page = screen.clerk("rahimi", size=NARROW["320px"])
    page.goto(Screens.address(f"/counters/{DESKS['full']}", lang))
    live(page)
    mine = page.locator(".mine .side-fold")
    expect(mine).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".mine .side-row").first).to_be_hidden()
    expect(mine.locator(".side-total")).to_have_text(["8", "8"] if lang == "en" else ["۸", "۸"])

    mine.click()

    expect(page.locator(".mine .side-row").first).to_be_visible()
    assert geometry.faults(settled(page), NARROW["320px"], 24) == []


def test_an_unfolded_side_stays_so_when_the_page_changes(server, screen):
    server.open(1)
    page = screen.clerk("rahimi", 2, size=NARROW["320px"])
    page.locator(".queue .side-fold").click()

    server.issue("renewal_levy")

    expect(page.locator(".queue .side-fold .side-total")).to_have_text("۱")
    expect(page.locator(".queue .side-fold")).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".queue .nexts .side-row")).to_have_count(1)


@LANGUAGES
def test_absent_visitors_of_this_counter_come_first_and_the_rest_behind_their_number(staged, lang):
    screen, _ = staged
    page = screen.clerk("rahimi")
    page.goto(Screens.address(f"/counters/{DESKS['closed']}", lang))
    live(page)
    rest = page.locator("#absent-others")
    expect(rest.locator(".side-row").first).to_be_hidden()
    expect(rest.locator("summary")).to_contain_text("8" if lang == "en" else "۸")

    rest.locator("summary").click()

    expect(rest.locator(".side-row").first).to_be_visible()
    page.goto(Screens.address(f"/counters/{DESKS['full']}", lang))
    live(page)
    expect(page.locator(".mine > .side-body > .side-list [id^=absent-]")).to_have_count(8)
    expect(rest).to_have_count(0)


@LANGUAGES
@pytest.mark.parametrize("size", [(1366, 768), *NARROW.values()], ids=["desk", *NARROW])
def test_choosing_a_counter_shows_who_waits_the_office_and_the_way_out(staged, lang, size):
    screen, _ = staged
    page = screen.clerk("rahimi", size=size)
    page.goto(Screens.address("/counters", lang))
    settled(page)

    expect(page.locator(".bar-place")).to_contain_text("Takestan" if lang == "en" else "تاکستان")
    assert int(page.locator(".counter-waiting b").first.inner_text()) > 0
    assert geometry.faults(page, size, 24) == []
    page.locator(".choose-leave button").click()
    page.wait_for_url(lambda address: "/counters" not in address)


def test_a_visit_takes_three_keys(server, screen):
    server.issue()
    page = screen.clerk("rahimi", 1)

    for key, then in (("F9", "called"), ("F9", "serving"), ("F2", "free")):
        press(page, "F9" if then == "free" and not page.locator("[aria-keyshortcuts~=F2]").count() else key)
        state(page, then)

    expect(ready(page).locator(".day dd").first).to_have_text("۱")


@LANGUAGES
@pytest.mark.parametrize("priority", ["", "elderly"])
def test_a_ticket_takes_three_touches(screen, lang, priority):
    kiosk = live(screen("/kiosk", lang, TALL))
    touches = 0

    for choice in ("[data-page=home] .choice", "[data-page=group] .choice", f"button[value='{priority}']"):
        kiosk.locator(choice).first.click()
        touches += 1
    ticket_shown(kiosk)

    assert touches == 3


@LANGUAGES
@pytest.mark.parametrize("size", [TALL, WIDE], ids=["tall", "wide"])
@pytest.mark.parametrize("aids", AIDS, ids=lambda aids: "-".join(aids) or "plain")
def test_the_kiosk_hides_nothing_whatever_aids_are_on(staged, lang, size, aids):
    screen, stage = staged
    page = screen("/kiosk", lang, size)
    for path in ("/kiosk", "/kiosk/groups/1", "/kiosk/services/building_permit", stage.token, "/kiosk/rating"):
        page.goto(Screens.address(path, lang))
        for aid in aids:
            page.locator(f"[data-aid={aid}]").click()
        settled(live(page))

        assert page.evaluate(HIDDEN) == [], path
        assert geometry.faults(page, size, 64) == [], path
        tops = {round(box["y"]) for box in (one.bounding_box() for one in page.locator(".foot-button:visible").all())}
        assert len(tops) == 1, "the aids are in one row"


@LANGUAGES
@pytest.mark.parametrize("size", [TALL, WIDE], ids=["tall", "wide"])
def test_with_larger_text_every_choice_and_the_whole_code_are_on_the_screen(staged, lang, size):
    screen, stage = staged
    page = screen("/kiosk", lang, size)

    for path, last in (("/kiosk", ".choice"), ("/kiosk/groups/1", ".choice"), (stage.token, ".qr-sheet .qr")):
        page.goto(Screens.address(path, lang))
        page.locator("[data-aid=larger]").click()
        settled(page)
        limit = page.locator(".leave" if last != ".choice" else ".foot").bounding_box()["y"]
        box = page.locator(last).last.bounding_box()
        assert box["y"] + box["height"] <= limit, path


def test_a_page_that_is_too_long_says_so_and_the_button_leads_there(staged):
    screen, _ = staged
    page = screen("/kiosk/groups/1", "en", (600, 700))
    more = page.get_by_role("button", name="More below")
    expect(more).to_be_visible()

    page.wait_for_function(TO_THE_END)

    expect(more).to_be_hidden()
    expect(page.locator(".choice").last).to_be_in_viewport(ratio=0.95)
