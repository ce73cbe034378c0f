"""A plugin of pytest: says which test failed first.

The databases that tests begin with and only copy are made by the first run and used again by the others.
"""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

FAILED = "DESKQ_MUTATE_FAILED"  #: environment: the file that gets the node id of the first failure
DATABASES = "DESKQ_MUTATE_DATABASES"  #: environment: the folder of databases; empty where they are to be made anew
#: Fixtures of tests/tools/databases.py that give the path of such a database.
MADE_ONCE = {"seeded_file", "bare_file"}


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
