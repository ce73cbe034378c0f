"""The tablet at the counter: asleep, awake after a visit, one tap, optional comment, thanks, asleep."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.visitor_steps import live, speaks


@pytest.fixture
def tablet(server, screen) -> Page:
    """At counter 1, which is open."""
    server.open(1)
    return live(screen("/counters/1/rating", size=(1280, 800)))


def rated(server, tablet: Page, score: int) -> dict[str, object]:
    """The ticket of a visit that has just ended and was rated."""
    visit = server.ticket_at(1, "done")
    tablet.locator(f"#face-{score}").click()
    return visit


def test_the_tablet_wakes_after_a_visit_and_takes_one_tap(server, screen, tablet):
    expect(tablet.locator(".asleep")).to_be_visible()
    speaks(tablet, "fa")

    issued = server.ticket_at(1, "done")
    expect(tablet.locator(".awake")).to_be_visible()
    speaks(tablet, "fa")
    tablet.locator("#face-4").click()

    expect(tablet.locator("[data-more]")).to_be_visible()
    speaks(tablet, "fa")
    tablet.locator("[data-enough]").click()
    expect(tablet.locator("[data-more]")).to_be_hidden()
    expect(tablet.locator("[data-thanks]")).to_be_visible()
    tablet.wait_for_selector("[data-thanks]", state="hidden")
    expect(tablet.locator(".asleep")).to_be_visible()
    phone = screen(f"/t/{issued['token']}", size=(390, 844))
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()


def test_reasons_and_words_are_told_after_the_tap(server, screen, tablet):
    issued = rated(server, tablet, 2)

    expect(tablet.locator("[data-more] .scale")).to_have_count(1)
    tablet.locator("[data-more] .scale .face").nth(3).click()
    tablet.locator("[data-more] input[value=waiting]").check()
    tablet.locator("[data-more] textarea").fill("دیر شد")
    tablet.locator("[data-sends-words]").click()

    expect(tablet.locator("[data-thanks]")).to_be_visible()
    phone = screen(f"/t/{issued['token']}", size=(390, 844))
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()
    expect(phone.locator(".words")).to_have_count(0)


WIDTHS = "(faces) => [...new Set(faces.map((face) => getComputedStyle(face).strokeWidth))].length"


def test_no_face_of_the_question_after_a_tap_looks_chosen(server, tablet):
    """The next faces are drawn under the finger."""
    rated(server, tablet, 2)
    expect(tablet.locator("[data-more] .scale")).to_have_count(1)

    for face in tablet.locator("[data-more] .scale .face").all():
        face.hover()
        assert tablet.locator("[data-more] .scale .face svg").evaluate_all(WIDTHS) == 1


def test_the_buttons_of_the_comment_form_are_in_sight_and_the_next_visitor_never_sees_its_words(server, tablet):
    rated(server, tablet, 2)
    expect(tablet.locator("[data-more] .qr")).to_be_visible()
    in_sight(tablet, "[data-next]", "[data-enough]")
    tablet.locator("[data-next]").click()
    in_sight(tablet, "[data-sends-words]", "[data-enough]")
    tablet.locator("[data-more] textarea").fill("دیر شد")

    server.ticket_at(1, "done")

    expect(tablet.locator(".awake")).to_be_visible()
    expect(tablet.locator("[data-more]")).to_be_hidden()
    tablet.locator("#face-5").click()
    expect(tablet.locator("[data-more]")).to_be_visible()
    expect(tablet.locator("[data-more] textarea")).to_have_value("")


def test_the_question_for_words_goes_to_sleep_by_itself(server, screen):
    server.open(1)
    tablet = screen.context((1280, 800)).new_page()
    tablet.clock.install()
    tablet.goto("/counters/1/rating")
    rated(server, live(tablet), 4)
    expect(tablet.locator("[data-more]")).to_be_visible()

    tablet.clock.fast_forward(31_000)

    expect(tablet.locator("[data-thanks]")).to_be_visible()
    tablet.clock.fast_forward(7_000)
    expect(tablet.locator("[data-thanks]")).to_be_hidden()
    expect(tablet.locator(".asleep")).to_be_visible()


def in_sight(tablet: Page, *buttons: str) -> None:
    """Without scrolling, whether the tablet lies or stands."""
    for width, height in ((800, 1280), (1280, 800)):
        tablet.set_viewport_size({"width": width, "height": height})
        for button in buttons:
            expect(tablet.locator(button)).to_be_in_viewport(ratio=1)
