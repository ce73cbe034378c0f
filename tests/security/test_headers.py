"""Security headers of every response, and no inline script or style on any page."""

from tests.security.pages import FRAMED, Markup, every_page

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; media-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
#: The same for everybody, of periods that are over.
OPEN_DATA = {f"/published/{file}" for file in ("figures.csv", "figures.json", "dictionary.csv", "picture.png")}


def test_every_page_carries_the_strict_headers_and_nothing_inline(caller, hall):
    wrong = {}

    for what, answer in every_page(caller, hall):
        framed = FRAMED in what and answer.status_code == 200
        policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'") if framed else POLICY
        if answer.headers.get("Content-Security-Policy") != policy:
            wrong[what] = "policy"
        if answer.headers.get("X-Frame-Options") != ("SAMEORIGIN" if framed else "DENY"):
            wrong[what] = "frame"
        if answer.headers.get("X-Content-Type-Options") != "nosniff":
            wrong[what] = "type"
        may_be_kept = answer.status_code == 200 and any(f" {path} " in what for path in OPEN_DATA)
        if (answer.headers.get("Cache-Control") != "no-store") != may_be_kept:
            wrong[what] = f"kept: {answer.headers.get('Cache-Control')}"
        html = (answer.json.get("html") or "") if answer.is_json else answer.data.decode(errors="replace")
        if found := Markup(html).forbidden:
            wrong[what] = found

    assert wrong == {}


def test_every_page_says_its_language_and_direction_and_has_one_heading(caller, hall):
    wrong = {}

    for what, answer in every_page(caller, hall):
        if answer.status_code == 200 and answer.mimetype == "text/html":
            tongue = what.split()[-1]
            if f'<html lang="{tongue}" dir="{"rtl" if tongue == "fa" else "ltr"}"' not in answer.text:
                wrong[what] = "language"
            if answer.text.count("<h1") != 1:
                wrong[what] = f"{answer.text.count('<h1')} headings"

    assert wrong == {}


def test_refusals_carry_the_headers_too(client):
    for answer in (client.get("/nothing"), client.delete("/"), client.get("/api/v1/board"), client.post("/sign-in")):
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_addressed_by_its_content_is_kept_for_a_year_and_nothing_else(client):
    from deskq.web.assets import asset

    kept = client.get(asset("css/app.css"))
    old = client.get("/static/x/css/app.css")

    assert kept.cache_control.max_age == 31_536_000
    assert not old.cache_control.max_age
    assert kept.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_tells_which_software_in_which_version_answers(client):
    assert "Server" not in client.get("/").headers
    assert "X-Powered-By" not in client.get("/").headers


def test_browsers_are_told_to_stay_with_https_only_over_https(make_app):
    client = make_app(TRUSTED_PROXIES=1).test_client()
    spoken = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}

    assert client.get("/healthz", headers=spoken).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_nobody_who_is_not_our_proxy_says_that_this_is_https(client):
    answer = client.get("/healthz", headers={"X-Forwarded-Proto": "https"})

    assert "Strict-Transport-Security" not in answer.headers
