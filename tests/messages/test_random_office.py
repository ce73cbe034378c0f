"""Random actions, passing time, closed units and leave: no message is lost, without an owner or without an end."""

import shutil

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from deskq.core.extensions import db
from tests.messages.random_office import Office


@pytest.fixture
def database_url(own_database_url) -> str:
    return own_database_url


@pytest.fixture
def fresh_database(app, database_url, tmp_path):
    """``fresh_database()``: the office as it was at the beginning."""
    path = tmp_path / "deskq.sqlite"
    shutil.copy(path, tmp_path / "before.sqlite")

    def again() -> None:
        db.session.remove()
        db.engine.dispose()
        for ending in ("-wal", "-shm"):
            (tmp_path / f"deskq.sqlite{ending}").unlink(missing_ok=True)
        shutil.copy(tmp_path / "before.sqlite", path)

    return again


def test_no_sequence_of_actions_loses_a_message_or_leaves_it_without_an_owner(fresh_database):
    class Fresh(Office):
        def __init__(self) -> None:
            fresh_database()
            super().__init__()

    run_state_machine_as_test(
        Fresh,
        settings=settings(
            max_examples=16,
            stateful_step_count=24,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
