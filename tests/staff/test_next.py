"""After signing in a person goes on to the page they asked for, never to another site."""

import pytest

from tests.conftest import PASSWORD


def sign_in(browser, target):
    return browser.post("/sign-in", data={"name": "karimi", "password": PASSWORD, "next": target})


def test_anybody_who_must_sign_in_first_goes_on_to_the_page_they_asked_for(client):
    asked = client.get("/counters/3")

    assert asked.location == "/sign-in?next=/counters/3"
    assert 'value="/counters/3"' in client.get(asked.location).text
    assert sign_in(client, "/counters/3").location == "/counters/3"


@pytest.mark.parametrize(
    "target",
    ["https://else.example/", "//else.example/", "///else.example", "/\\else.example", "\\\\else.example",
     "/\t/else.example", "/\n/else.example", "/\r/else.example", "\t//else.example", " //else.example",
     "javascript:alert(1)", "else.example", "/\x00/else.example"],
)  # fmt: skip
def test_another_site_is_never_the_next_page(client, target):
    assert 'name="next"' not in client.get("/sign-in", query_string={"next": target}).text

    assert sign_in(client, target).location == "/counters"
