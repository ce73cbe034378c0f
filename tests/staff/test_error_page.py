"""An error page leads people who are signed in to their own start page, and everybody else to the home page."""

import re

import pytest


def way_home(answer) -> str:
    return re.search(r'href="([^"]*)"[^>]*>\s*<svg[^>]*>.*?</svg>\s*Home\s*</a>', answer.text, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("name", "start"),
    [("karimi", "/counters?lang=en"), ("supervisor", "/manage?lang=en"), ("mayor", "/inbox?lang=en")],
)
def test_staff_are_led_to_the_start_page_of_their_role(sign_in, name, start):
    missing = sign_in(name).get("/no-such-page?lang=en")

    assert (missing.status_code, way_home(missing)) == (404, start)


def test_citizens_are_led_to_the_home_page(client):
    missing = client.get("/no-such-page?lang=en")

    assert (missing.status_code, way_home(missing)) == (404, "/?lang=en")


def test_one_who_may_not_see_a_page_is_led_to_their_own(sign_in):
    forbidden = sign_in("karimi").get("/manage/settings?lang=en")

    assert (forbidden.status_code, way_home(forbidden)) == (403, "/counters?lang=en")
