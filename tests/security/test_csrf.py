"""Every form carries a CSRF token; a forged form changes nothing. Machines have no cookies."""

import re
from pathlib import Path

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from tests.security.conftest import NUMBERS
from tests.security.routes import TABLE
from tests.security.routes.callers import CALLERS

#: Machines come without a page, and show a secret of their own.
MACHINES = ("/api/", "/sms/in/")
FORMS = [row.split()[1] for row in TABLE if row.startswith("POST") and not any(way in row for way in MACHINES)]
TEMPLATES = Path(__file__).parents[2] / "templates"
#: What puts a token into a form of a template: the function, a macro of it, or its partial.
TOKEN = re.compile(r"(token|same)\(\)|(edit|new)_token\(\w+\)|components/csrf\.html")


def forms_of(name: str) -> list[str]:
    return [path.replace("/N", f"/{NUMBERS.get(name, 6)}") for path in FORMS]


def last(office: int) -> tuple[int, str]:
    db.session.remove()
    head = db.session().get(journal.Head, office)
    return head.sequence, head.hash


@pytest.mark.parametrize("name", [caller for caller in CALLERS if not caller.startswith("api-")])
def test_no_form_works_without_its_token(caller, office, hall, name):
    """Each address draws the page that says so for one caller in four; the others come as a script, which gets one
    sentence."""
    comes = caller(name)
    before, wrong = last(office), {}

    for place, address in enumerate(forms_of(name), CALLERS.index(name)):
        headers = {"X-Fragment": "1"} if place % 4 else {}
        answer = comes.post(address, data={"score": "5", "service": "info_desk"}, headers=headers, csrf=False)
        said = '"page-expired"' in answer.text if headers else "<h1" in answer.text
        if answer.status_code != 400 or not said:
            wrong[address] = answer.status_code

    assert wrong == {}
    assert last(office) == before


@pytest.mark.parametrize("name", ["admin", "kiosk"])
def test_nor_with_a_made_up_one_in_any_place(caller, office, hall, name):
    comes, script = caller(name), {"X-Fragment": "1"}
    before, wrong = last(office), {}

    for address in forms_of(name):
        answers = (
            comes.post(address, data={"csrf_token": "made-up"}, headers=script),
            comes.post(address, headers={"X-CSRFToken": "made-up", **script}),
            comes.post(address, query_string={"csrf_token": "made-up"}, headers=script, csrf=False),
            comes.post(address, json={"csrf_token": "made-up"}, headers=script, csrf=False),
        )
        if {answer.status_code for answer in answers} != {400}:
            wrong[address] = [answer.status_code for answer in answers]

    assert wrong == {}
    assert last(office) == before


def test_a_script_is_told_so_as_a_problem(caller):
    answer = caller("clerk").post("/counters/1/calls", headers={"X-Fragment": "1"}, csrf=False)

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json["type"] == "page-expired"
    assert answer.json["detail"]


def test_the_token_of_the_page_opens_its_form_as_field_and_as_header_and_that_of_another_browser_nothing(
    caller, browser
):
    clerk, stranger = caller("clerk"), browser()
    token, strange = (
        re.search(r'name="csrf-token" content="([^"]+)"', page.text)[1]
        for page in (clerk.get("/counters/1"), stranger.get("/sign-in"))
    )

    by_header = clerk.post("/counters/1/break", data={"minutes": "5"}, headers={"X-CSRFToken": token})
    by_field = clerk.post("/counters/1/opening", data={"csrf_token": token})
    by_another = clerk.post("/counters/1/closing", data={"csrf_token": strange})

    assert (by_header.status_code, by_field.status_code, by_another.status_code) == (303, 303, 400)


def test_every_form_of_every_template_has_a_token():
    """Also of those that no test opens. The commands of a counter are sent by its script, which adds the token."""
    found = {
        f"{path.name}: {form[:90]}": form
        for path in TEMPLATES.rglob("*.html")
        for form in re.findall(r'<form\b[^>]*method="post".*?</form>', path.read_text(), re.DOTALL)
    }

    without = [where for where, form in found.items() if not TOKEN.search(form) and "data-command" not in form]

    assert without == []
    assert len(found) > 90


def test_machines_need_no_token_of_a_page_and_the_api_does_not_look_at_cookies(caller):
    assert caller("api-clerk").post("/api/v1/counters/4/opening").status_code == 200
    assert caller("clerk").post("/api/v1/counters/1/closing").status_code == 401
