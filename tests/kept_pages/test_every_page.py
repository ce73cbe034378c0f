"""Every page says what it said: elements, attributes and words of all pages of an office in use, for each caller.

After an intended change of a page ``make pages`` writes the files under ``pages/`` anew. Their difference shows in a
review what people will see.
"""

import os
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

import config
from deskq import create_app
from deskq.applications.models import Applicant, Application
from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages.models import Message, Sender
from tests.conftest import settings
from tests.kept_pages import keeping, past
from tests.kept_pages.walk import Walk
from tests.security import hostile_office, hostile_pages, hostile_texts
from tests.security.conftest import browser, caller
from tests.security.hostile_office import NOW, Town
from tests.security.pages import Hall
from tests.shared_app import close, replace_database

__all__ = ["browser", "caller"]
WRITES = os.environ.get("PAGES") == "write"
#: Addresses of its actions; the clerk serves a visitor at the beginning.
DAY_AT_A_COUNTER = (
    *("completion", "undo", "completion", "calls", "recall", "service", "hold", "resumption", "calls", "absence"),
    *("return", "calls", "put-back", "walk-in", "completion", "break", "opening", "closing"),
)
KEYS = ("secret_key", "data_key", "blind_key")
LONGEST = 60  #: lines of one difference that are shown


@pytest.fixture(scope="session")
def folder(seeded_file, instance_of_tests, tmp_path_factory) -> Path:
    """An instance folder with the keys, and without what other tests have left in theirs."""
    made = tmp_path_factory.mktemp("kept")
    for name in KEYS:
        if (instance_of_tests / name).exists():
            shutil.copy(instance_of_tests / name, made)
    return made


@pytest.fixture(autouse=True)
def instance(folder, monkeypatch) -> Path:
    monkeypatch.setattr(config, "INSTANCE", folder)
    return folder


@pytest.fixture(scope="session")
def in_use(seeded_file, folder) -> tuple[Path, Town]:
    """The office in use, made once and copied for each test."""
    path = folder / "office.sqlite"
    replace_database(path, seeded_file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "INSTANCE", folder)
        app = create_app(settings(f"sqlite:///{path}"))
        with app.app_context():
            town = hostile_office.create(applications=True)
            past.create()
            town.ids |= {table: ids for table, ids in hostile_texts.ids_of_rows().items() if table in past.TABLES}
        close(app)
    clock.fix(None)
    return path, town


@pytest.fixture
def database_url(request, shared_file) -> str:
    """Of the office in use, or with ``new_office`` of one in which nothing has happened yet."""
    is_new = "new_office" in request.fixturenames
    made = request.getfixturevalue("seeded_file" if is_new else "in_use")
    replace_database(shared_file, made if is_new else made[0])
    return f"sqlite:///{shared_file}"


@pytest.fixture
def town(in_use, app) -> Town:
    clock.fix(NOW)
    return in_use[1]


@pytest.fixture
def new_office(app) -> Town:
    return Town(Hall(), hostile_texts.ids_of_rows(), [], [], [], [])


@pytest.mark.parametrize("name", hostile_pages.CALLERS)
def test_pages_of_each_caller(caller, town, name):
    walk = Walk(caller(name), name)

    walk.open(*hostile_pages.addresses(name, town, every=11))
    walk.send()

    check(name, walk.pages)


@pytest.mark.parametrize("name", hostile_pages.CALLERS)
def test_pages_of_a_new_office(caller, new_office, name):
    walk = Walk(caller(name), f"new office {name}")

    walk.open(*hostile_pages.addresses(name, new_office))
    walk.send()

    check(f"new-office-{name}", walk.pages)


def test_the_counter_after_each_action(caller, town):
    walk = Walk(caller("clerk"), "counter")

    walk.press("/counters/1?lang=en", *DAY_AT_A_COUNTER)

    check("counter", walk.pages)


def test_pages_of_citizens_who_proved_who_they_are(browser, town):
    pages = {}

    for one, kind, person in proofs():
        comes = browser()  # each of them reads what they wrote, and nothing else
        digits = db.session().get(person, one.id).phone[-4:]
        assert comes.post(f"/track/{one.code}/{kind}", data={"digits": digits}).status_code == 303
        walk = Walk(comes, "citizen")
        walk.open(f"/track/{one.code}?lang=en")
        walk.send()
        pages["around citizen"] = walk.pages.pop("around citizen")
        pages |= {f"{address} of {one.__tablename__} {one.id}": lines for address, lines in walk.pages.items()}

    check("citizen", pages)


def proofs() -> list[tuple[Message | Application, str, type[Sender] | type[Applicant]]]:
    """Some messages and applications, the address of their proof, and whose phone number is asked for."""
    messages = db.session().query(Message).order_by(Message.id).all()[::5]
    applications = db.session().query(Application).order_by(Application.id).all()[::3]
    return [
        *((one, "proof", Sender) for one in messages),
        *((one, "application/proof", Applicant) for one in applications),
    ]


def check(caller: str, pages: keeping.Pages) -> None:
    if WRITES:
        keeping.write(caller, pages)
    kept = keeping.read(caller)

    differences = {
        address: list(unified_diff(kept.get(address, []), pages.get(address, []), lineterm="", n=1))[2:LONGEST]
        for address in {*pages, *kept}
        if pages.get(address) != kept.get(address)
    }

    assert differences == {}, "after an intended change: make pages"
    assert pages
