"""A restore that is killed leaves the unencrypted database and keys only until the next one."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

import config
from deskq import create_app
from deskq.ops.backup import staging
from tests.conftest import KEY, require, settings
from tests.load import postgres
from tests.load.bench_server import ROOT, environment, free_port
from tests.ops.backup.conftest import run
from tests.tools.shared_app import close
from tests.tools.waiting import until

PATIENCE = 60


def left() -> list[Path]:
    return list(config.INSTANCE.glob(f"{staging.PREFIX}*"))


@pytest.fixture
def there(seeded_postgres, instance):
    """An office in PostgreSQL: its application, its address, and a backup of it."""
    require("pg_dump", shutil.which("pg_dump") is not None)
    with postgres.database(copy_of=seeded_postgres) as url:
        app = create_app(settings(url))
        made = run(app, "backup", instance.parent / "office.tar")
        assert made.exit_code == 0, made.output
        yield app, url, instance.parent / "office.tar"
        close(app)


def test_a_killed_restore_is_cleaned_up_by_the_next(there, instance):
    """It waits for a table that somebody else has locked, with everything unpacked, and is killed there."""
    app, url, file = there
    close(app)
    env = environment(instance, free_port()) | {"DESKQ_SECRET_KEY": KEY, "DESKQ_DATABASE_URL": url}
    words = (sys.executable, "-m", "flask", "restore", "--yes", str(file))
    with psycopg.connect(url.replace("+psycopg", "")) as other:
        other.execute("LOCK TABLE office")
        process = subprocess.Popen(words, cwd=ROOT, env=env, start_new_session=True)
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'office'::regclass"
        until(lambda: other.execute(waiting).fetchone() != (0,))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
    assert [(path / "deskq.pgdump").exists() for path in left()] == [True]

    answer = run(app, "restore", "--yes", file)

    assert answer.exit_code == 0, answer.output
    assert left() == []


def test_the_folder_of_another_restore_that_runs_is_left_alone(app, copy):
    with staging.folder(config.INSTANCE) as other:
        answer = run(app, "restore", "--yes", copy)

        assert answer.exit_code == 0, answer.output
        assert left() == [other]
    assert left() == []


def test_a_link_is_neither_followed_nor_removed(app, copy, tmp_path):
    (tmp_path / "precious").mkdir()
    (config.INSTANCE / f"{staging.PREFIX}link").symlink_to(tmp_path / "precious")

    assert run(app, "restore", "--yes", copy).exit_code == 0
    assert (tmp_path / "precious").is_dir()


def test_a_killed_backup_is_cleaned_up_by_the_next_into_the_same_folder(app, office, tmp_path):
    killed = tmp_path / f"{staging.PREFIX}killed"
    killed.mkdir()
    (killed / "deskq.sqlite").touch()

    assert run(app, "backup", tmp_path / "office.tar").exit_code == 0
    assert not killed.exists()
