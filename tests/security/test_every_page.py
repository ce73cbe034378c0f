"""What must be right on every page for every reader in both languages. They are opened once for all of it."""

import json
import re

from tests.security.pages import FRAMED, POLICY, Markup, every_page

#: The same for everybody, of periods that are over.
OPEN_DATA = {f"/published/{file}" for file in ("figures.csv", "figures.json", "dictionary.csv", "picture.png")}


def test_every_page_is_strict_says_its_language_has_tokens_and_no_comment_of_a_visitor(
    caller, hall, refusals_drawn_once
):
    wrong = {}
    for what, answer in every_page(caller, hall):
        found = [*headers(what, answer), *inline(answer), *comments(answer)]
        if answer.mimetype == "text/html":
            found += without_token(answer.text)
            if answer.status_code == 200:
                found += [*language_and_heading(what.split()[-1], answer.text), *lost_in_menu(what, answer.text)]
        if found:
            wrong[what] = found

    assert wrong == {}
    entries = caller("api-integration").get("/api/v1/journal?limit=1000").json
    assert "alert" not in json.dumps(entries)


def headers(what, answer) -> list[str]:
    framed = FRAMED in what and answer.status_code == 200
    policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'") if framed else POLICY
    may_be_kept = answer.status_code == 200 and any(f" {path} " in what for path in OPEN_DATA)
    right = {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "SAMEORIGIN" if framed else "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    found = [name for name, wanted in right.items() if answer.headers.get(name) != wanted]
    kept = answer.headers.get("Cache-Control")
    return found if (kept != "no-store") == may_be_kept else [*found, f"kept: {kept}"]


def inline(answer) -> list[str]:
    html = (answer.json.get("html") or "") if answer.is_json else answer.data.decode(errors="replace")
    return Markup(html).forbidden


def language_and_heading(language: str, html: str) -> list[str]:
    direction = "rtl" if language == "fa" else "ltr"
    found = [] if f'<html lang="{language}" dir="{direction}"' in html else ["language"]
    return found if html.count("<h1") == 1 else [*found, f"{html.count('<h1')} headings"]


def lost_in_menu(what: str, html: str) -> list[str]:
    """The menu of staff shows where each page is, in its sections or in one's own list; one's own account and offices
    are beside it."""
    if 'class="menu-sections"' not in html or re.search(r" /(account|offices|manage/offices)\b", what):
        return []
    own = re.search(r'<nav class="menu-own".*?</nav>', html, re.DOTALL)[0]
    return [] if " data-here>" in html or 'aria-current="page"' in own else ["no place in the menu"]


def without_token(html: str) -> list[str]:
    """Forms that change something; the script of a counter adds the token to those there."""
    if "<counter-panel" in html:
        return []
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    return [form[:80] for form in forms if 'method="post"' in form and 'name="csrf_token"' not in form]


def comments(answer) -> list[str]:
    """A visitor of the hall left a comment with a script in it, which is for no screen and no machine."""
    return ["a comment"] if b"alert(1)" in answer.data else []
