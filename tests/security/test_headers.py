"""Security headers of responses that are no pages; those of pages: test_every_page.py."""

import pytest

from deskq.web.assets import asset
from tests.security.pages import POLICY


def test_refusals_carry_the_headers_too(client):
    for answer in (client.get("/nothing"), client.delete("/"), client.get("/api/v1/board"), client.post("/sign-in")):
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_addressed_by_its_content_is_kept_for_a_year_and_nothing_else(client):
    kept = client.get(asset("css/app.css"))
    old = client.get("/static/x/css/app.css")

    assert kept.cache_control.max_age == 31_536_000
    assert not old.cache_control.max_age
    assert kept.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_tells_which_software_in_which_version_answers(client):
    assert not {"Server", "X-Powered-By"} & set(client.get("/").headers.keys())


@pytest.mark.parametrize(("proxies", "told"), [(1, "max-age=31536000"), (0, None)], ids=["our proxy", "anybody"])
def test_browsers_are_told_to_stay_with_https_only_over_https_of_which_our_proxy_tells(make_app, proxies, told):
    client = make_app(TRUSTED_PROXIES=proxies).test_client()
    spoken = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}

    assert client.get("/healthz", headers=spoken).headers.get("Strict-Transport-Security") == told
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_a_host_that_is_no_name_is_refused_without_a_trace_in_the_log(client, caplog):
    answer = client.get("/", headers={"Host": "a" * 300})

    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert not caplog.records
