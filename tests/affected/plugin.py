"""A plugin of pytest: runs the tests that a list names, in its order, and some files of tests whole."""

import json
import os
from pathlib import Path

import pytest

CHOSEN = "DESKQ_AFFECTED_CHOSEN"  #: environment: a JSON file, [addresses of tests, paths of files to be run whole]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    names, files = json.loads(Path(os.environ[CHOSEN]).read_text())
    place = {name: number for number, name in enumerate(names)}
    first = [item for item in items if item.nodeid.partition("::")[0] in files]
    chosen = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])
    taken = {item.nodeid for item in [*first, *chosen]}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in taken])
    items[:] = [*first, *(item for item in chosen if item.nodeid.partition("::")[0] not in files)]
