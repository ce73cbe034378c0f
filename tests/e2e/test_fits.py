"""What must be visible without scrolling is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.all_states import DESKS, FULL, PHONES
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import live, text_twice_as_large
from tests.e2e.visual import geometry
from tests.e2e.visual.pages import DESK, NARROW, PHONE, SMALL_DESK

OVER = """() => {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.scrollingElement;
  return [scrollWidth - clientWidth, scrollHeight - clientHeight];
}"""
#: Parts of the page that would have to be scrolled by themselves, or whose text is cut.
CUT = """() => [...document.querySelectorAll("main, main *")]
  .filter((part) => part.checkVisibility() && part.scrollHeight > part.clientHeight + 1 && part.clientHeight > 0
    && ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(part).overflowY)
    && !part.matches(".visually-hidden"))
  .map((part) => `${part.className} ${part.scrollHeight} > ${part.clientHeight}`)"""

#: The lists of those on hold and absent, which may be any number.
SCROLLS = re.compile(r"side-list \d")


def over(page: Page) -> list[int]:
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    return page.evaluate(OVER)


@LANGUAGES
def test_the_counter_has_no_scrolling_in_any_state(staged, lang):
    screen, _ = staged
    page = screen.clerk("rahimi")

    for state, number in DESKS.items():
        page.goto(Screens.address(f"/counters/{number}", lang))
        live(page)
        page.wait_for_selector(f".visitor[data-state={'free' if state == 'full' else state}]")
        assert over(page) == [0, 0], state
        assert [part for part in page.evaluate(CUT) if not SCROLLS.match(part)] == [], state
        for size in (SMALL_DESK, DESK):
            assert geometry.faults(page, size, 24) == [], (state, size)


@LANGUAGES
def test_on_a_full_day_the_lists_scroll_and_everything_else_of_the_counter_is_in_sight(staged, lang):
    screen, _ = staged
    page = screen.clerk("rahimi")
    page.goto(Screens.address(f"/counters/{DESKS['full']}", lang))
    live(page)

    for seen in (".mine .day > div:last-child", "#big", "#find-open", ".nexts .side-row:last-child", "#close-counter"):
        expect(page.locator(seen)).to_be_in_viewport(ratio=1)
    expect(page.locator(".mine .side-row")).to_have_count(2 * (FULL + 1))
    last = page.locator("[id^=absent-]").last
    last.locator("button").focus()
    expect(last).to_be_in_viewport(ratio=0.9)
    expect(page.locator(".nexts .side-fetch").first).to_have_accessible_name(
        "Meet in person" if lang == "en" else "صدا زدن حضوری"
    )


@LANGUAGES
@pytest.mark.parametrize(
    "size", [(1920, 1080), pytest.param((3840, 2160), marks=pytest.mark.soak)], ids=["full-hd", "4k"]
)
def test_the_lobby_has_no_scrolling(staged, lang, size):
    screen, _ = staged

    lobby = live(screen("/lobby", lang, size))

    assert over(lobby) == [0, 0]


@LANGUAGES
def test_the_kiosk_has_no_scrolling(staged, lang):
    screen, stage = staged

    page = screen("/", lang)
    for path in ("/kiosk", "/kiosk/groups/1", "/kiosk/services/info_desk", stage.token):
        page.goto(Screens.address(path, lang))
        for size in ((1080, 1920), (1920, 1080)):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert over(page) == [0, 0], (path, size)
            assert page.evaluate(CUT) == [], (path, size)


@LANGUAGES
@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768)])
def test_a_number_is_entered_without_scrolling_and_a_refused_one_leaves_all_keys_in_sight(staged, lang, size):
    """One that was not entered is refused with a sentence of the page, not with one of the browser."""
    screen, _ = staged
    page = screen("/", lang, size)

    for path, number in (("rating", ""), ("rating", "503"), ("arrival", ""), ("appointment", "")):
        page.goto(Screens.address(f"/kiosk/{path}", lang))
        assert page.evaluate(CUT) == [], path
        expect(page.locator(".keypad-go")).to_be_in_viewport(ratio=1)
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        expect(page.locator(".keypad-problem")).to_be_visible()
        assert page.evaluate(CUT) == [], (path, number)
        expect(page.locator(".keypad-go")).to_be_in_viewport(ratio=1)
        expect(page.locator(".more-below")).to_be_hidden()


@LANGUAGES
def test_a_refusal_on_a_low_kiosk_does_not_promise_more_below(staged, lang):
    screen, _ = staged
    page = live(screen("/kiosk/services/info_desk", lang))

    page.locator("input[name=service]").evaluate("(service) => { service.value = 'nothing'; }")
    page.locator(".take-ticket").click()

    expect(page.locator(".refusal")).to_be_visible()
    assert page.evaluate(CUT) == []
    expect(page.locator(".more-below")).to_be_hidden()


@LANGUAGES
def test_the_code_of_a_ticket_with_a_priority_and_three_counters_is_in_sight_and_so_are_twenty_counters(staged, lang):
    screen, stage = staged
    page = screen(stage.token, lang, (1080, 1920))
    expect(page.locator(".token-priority")).to_be_visible()

    page.locator(".way").evaluate("""(way) => {
      way.dataset.several = "";
      const list = way.querySelector(".way-list"), [line] = list.children;
      while (list.children.length < 3) list.append(line.cloneNode(true));
    }""")
    assert page.evaluate(CUT) == []
    expect(page.locator(".qr-sheet")).to_be_in_viewport(ratio=1)

    page.reload()
    page.locator(".way-counter").first.evaluate("(names) => { names.textContent += ' 17,'.repeat(20); }")
    expect(page.locator(".way")).to_be_in_viewport(ratio=1)


@LANGUAGES
def test_the_phone_never_scrolls_sideways(staged, lang):
    screen, stage = staged

    page = screen("/", lang, PHONE)
    for state in PHONES:
        page.goto(Screens.address(stage.phones[state], lang))
        assert over(page)[0] == 0, state
        assert geometry.faults(page, PHONE, 24) == [], state


@LANGUAGES
def test_no_wait_is_wider_than_its_place(staged, lang):
    screen, stage = staged
    page = screen(stage.phones["waiting"], lang, (320, 640))

    page.locator("[data-wait]").evaluate("(fact) => { fact.innerHTML = '<b>180 to 240</b> <span>minutes</span>'; }")
    assert over(page)[0] == 0

    page.locator("[data-wait]").evaluate("""(fact) => {
      fact.innerHTML = '<b class="visit-next">A few minutes</b>';
      fact.parentElement.style.flexDirection = "column";
    }""")
    assert page.locator(".visit-facts").evaluate("(facts) => facts.scrollWidth - facts.clientWidth") == 0


@LANGUAGES
def test_nothing_runs_over_the_side_of_a_phone_read_twice_as_large(staged, lang):
    screen, stage = staged
    visits = [stage.phones[state] for state in ("done", "rated")]

    page = screen("/", lang, (195, 422))
    for path in ("/", "/published", "/messages/new", "/messages/new?kind=complaint", "/track", *visits):
        page.goto(Screens.address(path, lang))
        assert over(page)[0] == 0, path


@LANGUAGES
def test_nothing_runs_over_the_side_of_a_phone_with_text_alone_twice_as_large(staged, lang):
    screen, stage = staged

    page = text_twice_as_large(screen("/", lang, PHONE))
    visits = [stage.phones[state] for state in ("waiting", "called", "done", "rated")]
    for path in ("/", "/published", "/track", "/messages/new", "/appointments", "/join", "/nothing-here", *visits):
        page.goto(Screens.address(path, lang))
        for size in (PHONE, NARROW):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            assert over(page)[0] == 0, (path, size)
            assert geometry.faults(page, size, 24) == [], (path, size)
