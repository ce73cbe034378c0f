"""Fixtures for the pages of casework: applications, messages, and a city without a map."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import config
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.message_settings.models import Category, CityPlan, District, ReadyAnswer
from deskq.service_sheets.models import SheetVersion
from deskq.service_sheets.rules.content import Content, written
from tests.applications.applicants import citizen, lacking
from tests.applications.conftest import action, now_of, opened, stage_states
from tests.security import hostile_texts
from tests.tools.browsers import look

__all__ = ["action", "citizen", "lacking", "look", "now_of", "opened", "stage_states"]

MARK = "<i>"  #: in texts that people write: shown as it is


@pytest.fixture
def marked_names(office: int) -> None:
    """Whatever an admin named has markup in its name, so that a name that is not escaped changes a page."""
    with transaction(office, "test") as tx:
        for model in hostile_texts.models():
            columns = [name for name in hostile_texts.written_columns(model) if name.endswith(("_fa", "_en"))]
            for row in tx.session.query(model) if columns else ():
                for column in columns:
                    if getattr(row, column):
                        setattr(row, column, f"{getattr(row, column)} {MARK}")
        for version in tx.session.query(SheetVersion):
            version.body = written(_marked(version.content))
        tx.config_changed()


def _marked(content: Content) -> Content:
    """The same service with marked names."""
    parts = {
        key: tuple(replace(one, name=_both(one.name)) for one in getattr(content, key))
        for key in ("stages", "documents", "questions")
    }
    return replace(content, name=_both(content.name), **parts)


def _both(name: Name) -> Name:
    return Name(f"{name.fa} {MARK}", f"{name.en} {MARK}")


@pytest.fixture
def own_folder(folder, tmp_path, monkeypatch) -> Path:
    """An instance folder whose files may be removed."""
    made = tmp_path / "instance"
    shutil.copytree(folder, made, ignore=shutil.ignore_patterns("*.sqlite*"))
    monkeypatch.setattr(config, "INSTANCE", made)
    return made


@pytest.fixture
def without_map(office: int):
    """``without_map()`` takes the map of the city away."""

    def take() -> None:
        with transaction(office, "test") as tx:
            tx.session.query(CityPlan).delete()
            tx.config_changed()

    return take


@pytest.fixture
def bare(office, without_map, about):
    """``bare()``: no map, no districts, no ready answers, and two subjects only."""

    def strip() -> None:
        without_map()
        with transaction(office, "test") as tx:
            tx.session.query(ReadyAnswer).delete()
            tx.session.query(District).delete()
            kept = {about().category_by_code[code].id for code in ("asphalt", "green")}
            tx.session.query(Category).filter(Category.id.not_in(kept)).update({"offered": False})
            tx.config_changed()

    return strip
