"""The counter during a visit: every button fits, and nothing about the visitor is covered, at its worst moment too."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import press, ready, state
from tests.e2e.visual import geometry
from tests.e2e.visual.pages import DESK, DESK_200, NARROW, PHONE, SMALL_DESK

LONG_CODE = """(shown, code) => {
  shown.dataset.length = code.length;
  shown.querySelector("bdi").textContent = code;
}"""


@LANGUAGES
@pytest.mark.parametrize("server", [{"PRINTER": "fake"}], indirect=True, ids=["printer"])
def test_every_button_of_a_visit_and_a_long_code_fit_at_every_size(server, screen, lang):
    server.issue("renewal_levy")
    server.issue("renewal_levy")
    desk = screen.clerk("rahimi", 2, lang)
    for name in ("called", "serving"):
        press(desk, "F9")
        state(desk, name)
    expect(desk.locator(".action-buttons[data-size=small] .action-button")).to_have_count(7)

    for size in (DESK, SMALL_DESK, PHONE, DESK_200, NARROW):
        assert geometry.faults(desk, size, 24) == [], size
    desk.set_viewport_size({"width": SMALL_DESK[0], "height": SMALL_DESK[1]})
    for code in ("A1234", "A12345", "A123456"):
        desk.locator(".visitor-code").evaluate(LONG_CODE, code)
        assert desk.locator(".visitor").evaluate("(all) => all.scrollWidth - all.clientWidth") == 0, code


@LANGUAGES
@pytest.mark.parametrize("words", [4, 90], ids=["short note", "long note"])
def test_nothing_about_a_visitor_is_covered_while_the_connection_is_lost(server, screen, lang, words):
    server.issue("renewal_levy", priority="elderly")
    server.issue("renewal_levy")
    desk = screen.clerk("rahimi", 2, lang)
    for key, name in (("F9", "called"), ("F8", "called"), ("F9", "serving")):
        press(desk, key)
        state(desk, name)
    ready(desk).locator("#add-note").click()
    desk.locator("#note-text").fill("بیاید " * words)
    desk.locator("#note-text").press("Enter")
    expect(desk.locator(".visitor-told")).to_have_count(1)
    ready(desk)
    desk.context.set_offline(True)
    desk.wait_for_selector("[data-line=down]", state="attached")
    press(desk, "F2")
    expect(desk.locator("[data-problem]")).not_to_be_empty()

    assert geometry.faults(desk, SMALL_DESK, 24) == []
    assert geometry.faults(desk, DESK, 24) == []
    assert desk.locator(".visitor").evaluate("(all) => all.scrollHeight > all.clientHeight + 1") == (words > 10)
