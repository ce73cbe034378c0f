"""With the colours of the system (Windows contrast themes): what is chosen can be seen, and so can icons."""

from tests.e2e.conftest import Screens

FRAME = "(part) => getComputedStyle(part).outlineStyle"
#: The colours of a subject's icon and of its words.
COLOURS = """(label) => [label.querySelector(".icon"), label].map((part) => getComputedStyle(part).color)"""


def test_a_chosen_subject_has_a_frame_and_its_icon_the_colour_of_its_words(staged):
    screen, _ = staged
    page = screen("/messages/new?kind=complaint", "fa", (390, 844), forced_colors="active", color_scheme="dark")
    subjects = page.locator("label:has(> input[type=radio]):visible")

    subjects.nth(1).click()
    page.mouse.click(2, 2)

    assert subjects.nth(1).evaluate(FRAME) == "double"
    assert subjects.nth(2).evaluate(FRAME) == "none"
    icon, words = subjects.nth(2).evaluate(COLOURS)
    assert icon == words


def test_the_present_tab_of_the_staff_has_a_frame(staged):
    screen, _ = staged
    page = screen.clerk("supervisor", forced_colors="active")
    page.goto(Screens.address("/manage", "fa"))

    assert page.locator("[aria-current=page]:visible").first.evaluate(FRAME) == "double"
