"""The dark theme: the kiosk in the hours of its setting, pages of staff where the system prefers it."""

import pytest

from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.test_axe import read
from tests.e2e.visitor_steps import live

DARK_HALL = pytest.mark.parametrize("server", [{"KIOSK_DARK": "always"}], indirect=True, ids=["dark hall"])
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(250, 248, 243)", "rgb(14, 23, 22)"


@DARK_HALL
@LANGUAGES
def test_the_kiosk_of_a_dark_hall_is_dark_and_readable_and_a_visitor_may_still_choose_high_contrast(
    server, screen, lang
):
    page = screen.context((1080, 1920), bypass_csp=True).new_page()
    found = []
    for path in ("/kiosk", "/kiosk/groups/1", "/kiosk/services/info_desk"):
        page.goto(Screens.address(path, lang))
        live(page)
        assert page.evaluate(GROUND) == DARK
        found += read(page, lang)

    assert found == []
    page.locator("[data-aid=contrast]").click()
    page.wait_for_function(f"{GROUND} === 'rgb(0, 0, 0)'")


def test_without_the_setting_the_kiosk_stays_light(server, screen):
    kiosk = live(screen("/kiosk", size=(1080, 1920), color_scheme="dark"))

    assert kiosk.evaluate(GROUND) == LIGHT


@LANGUAGES
def test_pages_of_staff_are_dark_and_readable_where_the_system_is(staged, lang):
    screens, _ = staged
    found = []
    for name, paths in {
        "admin": ("/manage", "/manage/services", "/manage/settings", "/manage/people/1", "/manage/tickets"),
        "rahimi": ("/counters", "/counters/1", "/counters/2"),
    }.items():
        page = screens.clerk(name, lang=lang, color_scheme="dark", bypass_csp=True)
        for path in paths:
            page.goto(Screens.address(path, lang))
            assert page.evaluate(GROUND) == DARK, path
            found += read(page, lang)

    assert found == []
