"""In one office everything that people may write is markup; no page that shows it and no form that returns it lets it
through. The test fails when ``|safe`` is put on any output that shows such a text."""

from pathlib import Path

import pytest

from deskq import create_app
from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages.models import Message, Sender
from deskq.web.spreadsheet import XLSX
from tests.conftest import settings
from tests.security import hostile_office, hostile_pages, hostile_texts
from tests.security.hostile_office import NOW, Town
from tests.shared_app import close, replace_database

#: So many forms must have been found, or the walk lost its way.
LEAST_FORMS = {"nobody": 10, "operator": 10, "admin": 50}
NO_TEXT = (XLSX, "image/png")


@pytest.fixture(scope="session")
def made(seeded_file, instance_of_tests, tmp_path_factory) -> tuple[Path, Town]:
    """The hostile office, made once and copied for each test."""
    return make(tmp_path_factory.mktemp("hostile") / "office.sqlite", seeded_file, applications=True)


def make(path: Path, seed: Path, *, applications: bool) -> tuple[Path, Town]:
    replace_database(path, seed)
    app = create_app(settings(f"sqlite:///{path}"))
    with app.app_context():
        town = hostile_office.create(applications=applications)
        hostile_texts.spoil()
    close(app)
    clock.fix(None)
    return path, town


@pytest.fixture
def town(made) -> Town:
    return made[1]


@pytest.fixture
def database_url(made, shared_file) -> str:
    replace_database(shared_file, made[0])
    return f"sqlite:///{shared_file}"


@pytest.fixture(autouse=True)
def now(app):
    clock.fix(NOW)


def test_the_texts_of_all_features_are_hostile():
    written = {model.__table__.name for model in hostile_texts.models() if hostile_texts.written_columns(model)}

    assert written >= {
        *("announcement", "box", "box_opening", "counter", "device", "district", "message", "message_category"),
        *("message_class", "message_feedback", "message_sender", "message_step", "office", "person", "priority_class"),
        *("rating", "rating_appeal", "service", "service_group", "special_day", "unit", "withdrawn_day"),
    }


@pytest.mark.parametrize("name", hostile_pages.CALLERS)
def test_hostile_text_stays_text_on_every_page_and_in_every_form_sent(app, caller, town, name):
    comes = caller(name)
    by_script = {path: comes.post(path, data=sent) for path, sent in hostile_pages.BY_SCRIPT.get(name, [])}
    asked = {address: comes.get(address) for address in hostile_pages.addresses(name, town)}
    pages = by_script | {address: page for address, page in asked.items() if page.mimetype not in NO_TEXT}
    found = {form.kind: form for page in pages.values() for form in hostile_pages.forms(page.text)}

    wrong = {address: hostile_pages.raw(page) for address, page in pages.items()}
    for form in found.values():
        for page in hostile_pages.send(comes, form):
            wrong[f"{form.action} {page.status}"] = hostile_pages.raw(page)

    assert {what: raw for what, raw in wrong.items() if raw} == {}
    assert sum("alert(1)" in page.text for page in pages.values()) > len(pages) / 4
    assert len(found) >= LEAST_FORMS.get(name, 0)


def test_hostile_text_stays_text_where_its_citizen_reads_and_adds_to_it(caller, town):
    wrong, found = {}, {}

    for message in db.session().query(Message).all():
        comes = caller("nobody")  # one browser reads a few messages only
        digits = db.session().get(Sender, message.id).phone[-4:]
        comes.post(f"/track/{message.code}/proof", data={"digits": digits})
        page = comes.get(f"/track/{message.code}")
        found |= {form.kind: (comes, form) for form in hostile_pages.forms(page.text)}
        wrong[message.code] = hostile_pages.raw(page)
    for comes, form in found.values():
        for page in hostile_pages.send(comes, form):
            wrong[form.action] = hostile_pages.raw(page)

    assert {what: raw for what, raw in wrong.items() if raw} == {}
    assert {kind[0].rpartition("/")[2] for kind in found} >= {"words", "withdrawal", "reopening", "objection"}
