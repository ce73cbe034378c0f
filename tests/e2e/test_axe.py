"""Accessibility of every page in both languages: axe and some checks of our own."""

import pytest
from playwright.sync_api import Page

from tests.e2e.all_states import DESKS, MANAGED, PHONES
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import speaks
from tests.tools import axe

READ = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}"""
UNLABELLED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
  .filter((field) => !field.labels.length && !field.ariaLabel && !field.hasAttribute("aria-labelledby"))
  .map((field) => field.outerHTML.slice(0, 160))"""
SMALL = """(least) => [...document.querySelectorAll("a[href], button, input:not([type=hidden])")]
  .filter((control) => control.checkVisibility() && !control.matches(".skip"))
  .map((control) => [(control.labels?.[0] ?? control).getBoundingClientRect(), control.outerHTML.slice(0, 120)])
  .filter(([box]) => box.width < least || box.height < least)
  .map(([box, html]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""


def read(page: Page, lang: str) -> list[str]:
    """What is wrong with the page, each finding after its address."""
    page.wait_for_function("() => !document.querySelector('[data-line=joining]')")
    speaks(page, lang)
    page.add_script_tag(path=axe.script())
    found = page.evaluate(READ) + [f"no label: {html}" for html in page.evaluate(UNLABELLED)]
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} h1")
    return [f"{page.url}: {finding}" for finding in found]


def walk(
    screen: Screens, paths: list[str], lang: str, size: tuple[int, int], least: int = 24, **options: object
) -> list[str]:
    """Read page after page; what can be touched there must be ``least`` px in either direction."""
    page = screen.context(size, bypass_csp=True, **options).new_page()
    found = []
    for path in paths:
        page.goto(Screens.address(path, lang))
        found += read(page, lang) + page.evaluate(SMALL, least)
    return found


@LANGUAGES
def test_the_public_pages(staged, lang):
    screen, _ = staged
    paths = ["/", "/sign-in", "/nothing-here", "/lobby", "/hall-screen", "/devices"]

    assert walk(screen, paths, lang, (1920, 1080)) == []


@LANGUAGES
def test_the_kiosk(staged, lang):
    screen, stage = staged
    paths = ["/kiosk", "/kiosk/groups/1", "/kiosk/services/info_desk", stage.token]

    assert walk(screen, paths, lang, (1080, 1920), least=64) == []


@LANGUAGES
@pytest.mark.parametrize("aids", [("contrast",), ("spoken",), ("larger", "lower"), ("spoken", "contrast", "larger")])
def test_the_kiosk_with_its_aids(staged, lang, aids):
    screen, stage = staged
    page = screen.context((1080, 1920), bypass_csp=True).new_page()
    found = []

    for path in ("/kiosk", "/kiosk/groups/1", "/kiosk/services/info_desk", stage.token):
        page.goto(Screens.address(path, lang))
        page.wait_for_selector("[data-line=up]", state="attached")
        for aid in [aid for aid in aids if aid != "spoken"]:
            page.locator(f"[data-aid={aid}]").click()
        if "spoken" in aids:
            page.locator("[data-listen]").click()
            page.wait_for_function("() => document.querySelector('[data-caption]').textContent")
        found += read(page, lang) + page.evaluate(SMALL, 64)

    assert found == []


@LANGUAGES
def test_what_follows_a_bad_rating_at_the_kiosk_in_high_contrast(server, screen, lang):
    server.open(2)
    visit = server.ticket_at(2, "done", "renewal_levy")
    page = screen.context((1080, 1920), bypass_csp=True).new_page()
    page.goto(Screens.address("/kiosk/rating", lang))
    page.wait_for_selector("[data-line=up]", state="attached")
    page.locator("[data-aid=contrast]").click()
    found = read(page, lang)

    page.keyboard.type(visit["code"])
    page.locator(".keypad-go").click()
    page.wait_for_selector("main[data-page=rate]")
    found += read(page, lang)
    page.locator("#face-1").click()
    page.wait_for_selector("main[data-page=rated]")
    found += read(page, lang) + page.evaluate(SMALL, 64)

    assert found == []


@LANGUAGES
def test_the_phone_in_every_state(staged, lang):
    screen, stage = staged

    assert walk(screen, [stage.phones[state] for state in PHONES], lang, (390, 844), least=44) == []


@LANGUAGES
def test_the_tablet_awake_asleep_and_asking_for_words(staged, lang):
    screen, _ = staged
    page = screen.context((1280, 800), bypass_csp=True).new_page()
    found = walk(screen, ["/counters/4/rating", "/counters/3/rating"], lang, (1280, 800))

    page.goto(Screens.address("/counters/3/rating", lang))
    page.evaluate("document.querySelectorAll('[data-more], [data-step]').forEach((part) => (part.hidden = false))")

    assert found + read(page, lang) + page.evaluate(SMALL, 64) == []


@LANGUAGES
def test_a_device_that_is_not_paired(staged, lang):
    screen, _ = staged
    far, paths = {"X-Forwarded-For": "192.0.2.7"}, ["/kiosk", "/lobby", "/hall-screen", "/counters/1/rating"]

    assert walk(screen, paths, lang, (1280, 800), extra_http_headers=far) == []


@LANGUAGES
def test_the_clerks_pages(staged, lang):
    screen, _ = staged
    page = screen.clerk("rahimi", bypass_csp=True)
    found = []

    for path in ["/counters", "/account", *(f"/counters/{number}" for number in DESKS.values())]:
        page.goto(Screens.address(path, lang))
        found += read(page, lang) + open_dialogs(page, lang)

    assert found == []


def open_dialogs(page: Page, lang: str) -> list[str]:
    """Reads each dialog, and the first that a dialog opens."""
    found = []
    for opener in page.locator("[data-opens]:not(dialog *)").all():
        opener.click()
        found += read(page, lang)
        further = page.locator("dialog[open] [data-opens]:visible")
        if further.count():
            further.first.click()
            found += read(page, lang)
        while page.locator("dialog[open]").count():
            page.keyboard.press("Escape")
    return found


@LANGUAGES
def test_the_managers_pages(staged, lang):
    screen, _ = staged
    page = screen.clerk("admin", bypass_csp=True)
    found = []

    for path in MANAGED:
        assert page.goto(Screens.address(f"/manage{path}", lang)).status == 200, path
        found += read(page, lang)

    assert found == []
