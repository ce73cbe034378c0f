"""Offices whose pages are kept: one in use, one in which nothing has happened yet, and scenes of the latter."""

import os
import shutil
from pathlib import Path

import pytest

import config
from deskq import create_app
from deskq.core import clock
from deskq.web import template_cache
from tests.conftest import KEYS, PASSWORD, TEMPLATES, settings
from tests.kept_pages import past
from tests.kept_pages.scene import Scene
from tests.saved_reports.conftest import server
from tests.security import hostile_office, hostile_texts
from tests.security.conftest import NAMES, browser, caller
from tests.security.hostile_office import NOW, Town
from tests.security.pages import Hall
from tests.security.routes.callers import DEVICES
from tests.sms.conftest import gateway, work
from tests.tools.browsers import Browser, limited
from tests.tools.shared_app import close, replace_database

__all__ = ["browser", "caller", "gateway", "limited", "server", "work"]
pytest.register_assert_rewrite("tests.kept_pages.check")


@pytest.fixture(scope="session")
def folder(seeded_file, instance_of_tests, tmp_path_factory) -> Path:
    """An instance folder with the keys, and without what other tests have left in theirs."""
    made = tmp_path_factory.mktemp("kept")
    for name in KEYS:
        shutil.copy(instance_of_tests / name, made)
    (made / template_cache.FOLDER).symlink_to(os.environ[TEMPLATES])
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
def database_url(request, seeded_file, shared_file) -> str:
    """With ``town`` that of the office in use, else of one in which nothing has happened yet."""
    made = request.getfixturevalue("in_use")[0] if "town" in request.fixturenames else seeded_file
    replace_database(shared_file, made)
    return f"sqlite:///{shared_file}"


@pytest.fixture
def town(in_use, app) -> Town:
    clock.fix(NOW)
    return in_use[1]


@pytest.fixture
def new_office(app) -> Town:
    return Town(Hall(), hostile_texts.ids_of_rows(), [], [], [], [])


@pytest.fixture
def scene(caller, browser):
    """``scene("closed")`` keeps pages of the office as it is now, under this name; who looks is a caller or a person by
    sign-in name, who works at no counter yet."""

    def arrive(name: str) -> Browser:
        if name in DEVICES or name == "nobody":
            return caller(name)
        made = browser()
        assert made.post("/sign-in", data={"name": NAMES.get(name, name), "password": PASSWORD}).status_code == 303
        return made

    return lambda name: Scene(name, arrive)
