"""An error page leads people who are signed in to their own start page, and everybody else to the home page."""

import re

import pytest


def content(answer) -> str:
    """The page without its bar."""
    return answer.text.partition("<main")[2]


def way_home(answer) -> str:
    return re.search(r'href="([^"]*)"[^>]*>\s*<svg[^>]*>.*?</svg>\s*Home\s*</a>', content(answer), re.DOTALL)[1]


@pytest.mark.parametrize(
    ("name", "start"),
    [("", "/?lang=en"), ("karimi", "/counters?lang=en"), ("supervisor", "/manage?lang=en"), ("mayor", "/work?lang=en")],
)
def test_citizens_are_led_to_the_home_page_and_staff_to_the_start_page_of_their_role(client, sign_in, name, start):
    missing = (sign_in(name) if name else client).get("/no-such-page?lang=en")

    assert (missing.status_code, way_home(missing)) == (404, start)


def test_one_who_may_not_see_a_page_is_led_to_their_own_and_reads_which_admins_can_change_that(sign_in):
    clerk = sign_in("karimi")
    forbidden = clerk.get("/manage/settings?lang=en")

    assert (forbidden.status_code, way_home(forbidden)) == (403, "/counters?lang=en")
    assert "Mehdi Nouri" in content(forbidden)
    assert "مهدی نوری" in content(clerk.get("/manage/settings"))


def test_nobody_else_reads_the_names_of_admins(sign_in, client):
    for answer in (sign_in("karimi").get("/nothing"), sign_in("admin").get("/intake"), client.get("/nothing")):
        assert "مهدی نوری" not in content(answer)


def test_a_missing_page_says_what_may_be_the_reason_but_not_on_a_kiosk(client):
    assert "The address may be wrong" in client.get("/no-such-page?lang=en").text
    assert "The address may be wrong" not in client.get("/kiosk/nothing?lang=en").text
