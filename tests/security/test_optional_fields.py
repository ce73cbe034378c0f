"""A field that is called optional may be left empty: every form is sent with what it needs and nothing else."""

import itertools

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.message_settings.kinds import KINDS
from deskq.message_settings.models import Category
from deskq.portal.filing_steps import steps_of
from tests.security import form_places, hostile_office
from tests.security.form_walk import marked_app
from tests.security.optional_fields import Asked, AskedForms, only_needed, refused_fields

#: So many forms have an optional field and are met; fewer, and the walk no longer finds them.
LEAST_MET = 15
CONDUCT = "conduct"


@pytest.fixture
def app(make_app):
    with marked_app(make_app) as made:
        yield made


def test_no_form_refuses_a_field_that_it_calls_optional(app, caller):
    town = hostile_office.create()
    refused, met = {}, set()

    for _, comes, page in form_places.pages(caller, town):
        html = (page.json.get("html") or "") if page.is_json and isinstance(page.json, dict) else page.text
        for form in AskedForms(html).found:
            if not form.optional or form.action == "#" or form.stands in met:
                continue
            answer = comes.post(form.action, data={**only_needed(form), "csrf_token": form.token}, csrf=False)
            if wrong := refused_fields(form, answer.text):
                refused[form.stands] = wrong
            if answer.status_code in (200, 303):
                met.add(form.stands)

    assert refused == {}
    assert len(met) >= LEAST_MET, sorted(met)


def _categories() -> list[tuple[str, int]]:
    return list(db.session.execute(db.select(Category.code, Category.id).where(Category.offered)))


def _send_steps(client, kind: str, category: int) -> tuple[int, list[str]]:
    """Go through the citizen's form as a page after page; the status of the last one, and optional fields refused."""
    carried = {"kind": kind, "request_key": secrets.new(), "category_id": str(category)}
    html, refused, status = client.get(f"/messages/new?kind={kind}").text, [], 200
    for _ in range(len(steps_of(kind, asks=True))):
        form = _filing_form(html)
        sent = {**only_needed(form), **({} if "category_id" in form.optional else carried)}
        answer = client.post(form.action, data=sent, content_type="multipart/form-data")
        refused += refused_fields(form, answer.text)
        status, html = answer.status_code, answer.text
        if status != 200:
            break
    return status, refused


def _filing_form(html: str) -> Asked:
    return next(form for form in AskedForms(html).found if form.action.startswith("/messages"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_citizen_who_leaves_out_what_is_optional_is_never_refused_whatever_it_is_about(client, kind, office):
    answers = {code: _send_steps(client, kind, row_id) for code, row_id in _categories() if code != "praise"}

    assert {code: answer for code, answer in answers.items() if answer != (303, [])} == {}


def test_an_operator_who_leaves_out_what_is_optional_is_never_refused_whatever_it_is_about(sign_in, office):
    operator, refused = sign_in("operator"), {}
    sender = {"name": "سارا احمدی", "phone": "09121234567", "home": "خیابان گل"}
    needed = {**sender, "address": "خیابان بهار", "body": "متن"}
    form = next(form for form in AskedForms(operator.get("/intake").text).found if form.action == "/intake")

    for kind, (code, category) in itertools.product(KINDS, _categories()):
        if code == "praise" or (kind == "praise" and code != "praise"):
            continue
        keys = {"request_key": secrets.new(), "kind": kind, "category": str(category)}
        sent = {**form.values, **needed, **dict.fromkeys(form.optional, ""), **keys}
        answer = operator.post("/intake", data=sent)
        if answer.status_code != 303:
            refused[kind, code] = refused_fields(form, answer.text) or answer.status_code

    assert refused == {}
