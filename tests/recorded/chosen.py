"""A plugin of pytest: runs the tests that a list names, in its order, and some files of tests whole, those first."""

import json
import os
from pathlib import Path

import pytest

CHOSEN = "DESKQ_CHOSEN_TESTS"  #: environment: a JSON file, [names of tests, paths of files to be run whole]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    names, files = json.loads(Path(os.environ[CHOSEN]).read_text())
    place = {name: number for number, name in enumerate(names)}
    whole = [item for item in items if item.nodeid.partition("::")[0] in files]
    others = [item for item in items if item.nodeid.partition("::")[0] not in files]
    chosen = sorted((item for item in others if item.nodeid in place), key=lambda item: place[item.nodeid])
    config.hook.pytest_deselected(items=[item for item in others if item.nodeid not in place])
    items[:] = [*whole, *chosen]
