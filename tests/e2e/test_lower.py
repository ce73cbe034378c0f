"""Lower reach: every control is in the lower half of the screen, reachable from a wheelchair."""

import pytest

from tests.e2e.conftest import LANGUAGES, Screens

TALL = (1080, 1920)
SETTINGS, SHARED = {"SMS_GATEWAY": "console"}, True
SOAK = pytest.mark.soak
#: What can be touched and begins above the middle, or is not wholly on the screen.
TOO_HIGH = """() => [...document.querySelectorAll("a, button, label, input:not([type=hidden])")]
  .filter((part) => part.checkVisibility() && !part.closest(".skip, dialog") && !part.matches(".skip"))
  .map((part) => [part.className || part.name, Math.round(part.getBoundingClientRect().top)])
  .filter(([, top]) => top < innerHeight / 2)"""
FITS = "() => document.querySelector('main').scrollHeight <= document.querySelector('main').clientHeight + 1"


@pytest.fixture(scope="module")
def token(shared_server) -> str:
    """The page of a ticket that can be notified by SMS; counters 1 and 2 are open."""
    shared_server.open(1, 2)
    return f"/kiosk/tickets/{shared_server.issue('building_permit', priority='elderly')['token']}"


@LANGUAGES
@pytest.mark.parametrize(
    "aids", [("lower",), ("lower", "larger"), pytest.param(("lower", "contrast"), marks=SOAK)], ids="-".join
)
def test_everything_to_touch_lies_in_the_lower_half(screen, token, aids, lang):
    page = screen("/kiosk", lang, TALL)
    found = {}
    pages = ("/kiosk", "/kiosk/groups/1", "/kiosk/services/info_desk", "/kiosk/appointment")
    for path in (*pages, token, f"{token}/phone"):
        page.goto(Screens.address(path, lang))
        for aid in aids:
            page.locator(f"[data-aid={aid}]").click()
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        found[path] = page.evaluate(TOO_HIGH)

    assert {path: high for path, high in found.items() if high} == {}


@LANGUAGES
@pytest.mark.parametrize("aids", [pytest.param(("lower",), marks=SOAK), ("lower", "larger")], ids="-".join)
def test_everything_after_a_rating_lies_in_the_lower_half(server, screen, token, aids, lang):
    code = server.ticket_at(1, "done")["code"]
    page = screen("/kiosk/rating", lang, TALL)
    for aid in aids:
        page.locator(f"[data-aid={aid}]").click()
    found = {"number": page.evaluate(TOO_HIGH)}

    page.keyboard.type(code)
    page.locator(".keypad-go").click()
    steps = {"rate": "#face-1", "reasons": ".rated-reasons [value=order]", "question": ".rated-press button"}
    shown = {"question": ".kiosk-faces"}
    for here, press in steps.items():
        page.wait_for_selector(shown.get(here, press))
        found[here] = page.evaluate(TOO_HIGH)
        assert page.evaluate(FITS), here
        page.locator(press).click()
    page.wait_for_selector("main[data-page=filed]")
    found["filed"] = page.evaluate(TOO_HIGH)

    assert {here: high for here, high in found.items() if high} == {}
    assert page.evaluate(FITS)


@LANGUAGES
def test_icons_stay_when_the_choices_come_down(screen, lang):
    page = screen("/kiosk/groups/1", lang, TALL)

    page.locator("[data-aid=lower]").click()

    assert page.locator(".choice .plate:visible").count() == 6
    assert page.evaluate(FITS)


@pytest.mark.parametrize(
    "aids",
    [(), ("larger",), ("lower",), pytest.param(("contrast",), marks=SOAK)],
    ids=lambda aids: aids[0] if aids else "plain",
)
@LANGUAGES
def test_where_to_go_is_seen_without_scrolling(screen, token, aids, lang):
    page = screen(token, lang, TALL)
    for aid in aids:
        page.locator(f"[data-aid={aid}]").click()

    where, leave = (page.locator(part).bounding_box() for part in (".token-where", ".leave"))

    assert where["y"] + where["height"] <= leave["y"]
    assert page.locator(".way-arrow").first.bounding_box()["height"] >= 72
