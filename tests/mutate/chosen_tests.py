"""A plugin of pytest: runs the tests that a list names, in the order of the list, and says which failed first.

The databases that tests begin with and only copy are made by the first run and used again by the others.
"""

import json
import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

CHOSEN = "DESKQ_MUTATE_CHOSEN"  #: environment: a JSON file with node ids
FAILED = "DESKQ_MUTATE_FAILED"  #: environment: the file that gets the node id of the first failure
DATABASES = "DESKQ_MUTATE_DATABASES"  #: environment: the folder of databases; empty where they are to be made anew
#: Fixtures of tests/tools/databases.py that give the path of such a database.
MADE_ONCE = {"seeded_file", "bare_file"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    place = {name: number for number, name in enumerate(json.loads(Path(os.environ[CHOSEN]).read_text()))}
    others = [item for item in items if item.nodeid not in place]
    items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])
    config.hook.pytest_deselected(items=others)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
    file = _kept(fixturedef.argname)
    if file is not None and file.exists():
        fixturedef.func = lambda **others: file
        return (yield)
    made = yield
    if file is not None:
        shutil.copy(str(made), unfinished := file.with_name(f"{file.name}.{os.getpid()}"))
        unfinished.rename(file)
    return made


def _kept(fixture: str) -> Path | None:
    folder = os.environ[DATABASES]
    return Path(folder) / fixture if folder and fixture in MADE_ONCE else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    failed = Path(os.environ[FAILED])
    if report.failed and not failed.exists():
        failed.write_text(report.nodeid)
