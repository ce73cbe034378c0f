"""Walks every address with every caller: it answers as the one table says, and no page has parts that say nothing."""

import re
from collections import defaultdict
from contextvars import Context

import pytest

from tests.security.conftest import NUMBERS
from tests.security.routes import TABLE
from tests.security.routes.callers import CALLERS, PAIR, SIGN_IN

EMPTY = re.compile(
    r"<(?P<tag>p|small|li|dd|dt|em|b|h[1-4]|legend|label|button|a|ul|ol|dl|section|header|nav)"
    r'(?: class="(?P<class>[^"]*)")?>\s*</(?P=tag)>'
)
#: An attribute that is there says something; no value of Python's is shown to people.
NOTHING = re.compile(
    r' (?:aria-label|aria-labelledby|aria-describedby|for|id|lang|title|type)="(?:None|True|False)?"'
    r"|>[^<>]{0,40}\b(?:None|True|False|Undefined)\b"
)
SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
KEEP_THEIR_PLACE = {"board-total", "desk-visitor"}  #: in a grid


def test_every_address_has_its_row(app):
    served = {
        (rule.endpoint, rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    known = {match(app, *row.split()) for row in TABLE}

    assert known == served


def match(app, method: str, path: str) -> tuple[str, str, str]:
    adapter = app.url_map.bind("localhost")
    rule, _ = Context().run(adapter.match, path.replace("/N", "/1"), method, return_rule=True)
    return rule.endpoint, rule.rule, method


@pytest.mark.parametrize("name", CALLERS)
def test_every_address_answers_this_caller_as_the_table_says(caller, name, refusals_drawn_once):
    comes = caller(name)
    wrong = {}

    for row, expected in TABLE.items():
        method, path = row.split()
        answer = comes.open(path.replace("/N", f"/{NUMBERS.get(name, 6)}"), method=method)
        if seen(answer, expected[name]) != expected[name]:
            wrong[row] = f"{answer.status_code}, not {expected[name]}"
        elif (found := without_words(answer)) != []:
            wrong[row] = f"without words: {found}"

    assert wrong == {}


def without_words(answer) -> list[str]:
    """Paragraphs, headings, lists, attributes and the like that say nothing: what they would say is not there, and they
    should not be there either. Elements with attributes besides their class may be filled by scripts."""
    if answer.mimetype != "text/html":
        return []
    page = SCRIPT.sub("", answer.text)
    empty = [one[0] for one in EMPTY.finditer(page) if one["class"] not in KEEP_THEIR_PLACE]
    return empty + [one[0] for one in NOTHING.finditer(page)]


def seen(answer, expected: int | str, root: str = "") -> int | str:
    """What came, in the words of the table; ``root``: what addresses of the office begin with."""
    if expected == SIGN_IN and answer.status_code == 303 and answer.location.startswith(f"{root}/sign-in"):
        return SIGN_IN
    if answer.status_code == 200 and answer.mimetype == "text/html" and 'class="pair"' in answer.text:
        return PAIR
    return answer.status_code


@pytest.mark.parametrize("folder", sorted({row.split()[1].split("/")[1] for row in TABLE}))
def test_no_address_takes_another_method(client, folder):
    served = defaultdict(set)
    for row in TABLE:
        method, path = row.split()
        if path.split("/")[1] == folder:
            served[path].add(method)
    wrong = {}

    for path, methods in served.items():
        for method in {"DELETE", "PUT", "PATCH"} - methods:
            answer = client.open(path.replace("/N", "/1"), method=method)
            allowed = {one.strip() for one in answer.headers.get("Allow", "").split(",")}
            if answer.status_code != 405 or not methods <= allowed:
                wrong[f"{method} {path}"] = (answer.status_code, allowed)

    assert wrong == {}


def test_nothing_is_served_besides_when_every_feature_is_switched_on(make_app):
    """A route that only a setting switches on would escape the walk."""
    full = make_app(DEMO=True, PRINTER="fake", VOICE_ENGINE="espeak", SMS_GATEWAY="console", METRICS="open")

    served = {(rule.rule, method) for rule in full.url_map.iter_rules() for method in rule.methods}

    assert served == {(rule.rule, method) for rule in make_app().url_map.iter_rules() for method in rule.methods}


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("supervisor", f"/counters/999 /counters/999/panel /counters/{10**30} /counters/-1"),
        ("admin", f"/nothing /manage/tickets/{10**30} /manage/people/999 /manage/counters/999 /manage/priorities/999 "
                  "/manage/services/999 /manage/services/groups/999 /devices/status/toaster /static/x/nothing.css "
                  f"/static/x/../config.py /static/x/%2e%2e/config.py /t/%00 /t/{'x' * 5000}"),
    ],
    ids=["supervisor", "admin"],
)  # fmt: skip
def test_what_nobody_has_is_not_found(caller, name, paths):
    comes = caller(name)

    assert [path for path in paths.split() if comes.get(path).status_code != 404] == []


@pytest.mark.parametrize(
    "query", ["_scheme=javascript", "_method=X", "endpoint=x", "_external=1", "_anchor=x", "lang=de"]
)
@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/sign-in", 200), ("/nothing", 404)])
def test_no_question_behind_an_address_changes_where_its_links_lead(client, path, status, query):
    answer = client.get(f"{path}?{query}")

    assert answer.status_code == status
    assert "javascript:" not in answer.text
    assert 'href="http' not in answer.text


def test_a_part_of_a_file_that_is_not_there_is_no_fault(client):
    answer = client.get("/static/x/fonts/vazirmatn-latin.woff2", headers={"Range": "bytes=99999999-"})

    assert answer.status_code == 400
