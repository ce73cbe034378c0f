"""A PostgreSQL database is not replaced while a server uses it, and no server starts while it is being replaced."""

import shutil
import signal
import subprocess
import sys

import psycopg
import pytest

from deskq.ops import postgres_lock, serving_lock
from tests.conftest import KEY, require
from tests.e2e.app_forks import flask
from tests.load import postgres
from tests.load.bench_server import ROOT, environment, free_port
from tests.load.seeded_server import serving
from tests.tools.more_in_soak import more_in_soak
from tests.tools.waiting import until

PATIENCE = 60
GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py")
PROGRAMS = more_in_soak([("run.py",), GUNICORN])
HOLD = "from deskq.ops import postgres_lock; postgres_lock.hold({url!r}); print('held', flush=True); input()"
HOLDERS = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND database = ("
HOLDERS += "SELECT oid FROM pg_database WHERE datname = current_database())"


@pytest.fixture
def url(seeded_postgres):
    require("pg_dump", shutil.which("pg_dump") is not None)
    with postgres.database(seeded_postgres) as made:
        yield made


@pytest.fixture
def other(url):
    """Another connection to the database."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def holders(other) -> list[int]:
    return [pid for (pid,) in other.execute(HOLDERS)]


def lose(other) -> int:
    """End the connection that has the lock, as a restart of PostgreSQL does."""
    (pid,) = holders(other)
    other.execute("SELECT pg_terminate_backend(%s)", (pid,))
    return pid


@pytest.fixture
def holding(url, other):
    """A process that holds the lock."""
    words = [sys.executable, "-c", HOLD.format(url=url)]
    process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_backup_is_not_restored_under_a_running_server(url, other, tmp_path, program):
    with serving(tmp_path, url, program) as server:
        env = server.env | {"DESKQ_SECRET_KEY": KEY}
        flask(env, "backup", str(tmp_path / "office.tar"))
        until(lambda: len(holders(other)) == 1)
        before = other.execute("SELECT 'office'::regclass::oid").fetchone()

        with pytest.raises(RuntimeError, match=r"The server is running\. Stop it first\. Nothing was changed\."):
            flask(env, "restore", "--yes", str(tmp_path / "office.tar"))
        lost = lose(other)
        until(lambda: holders(other) not in ([], [lost]))
        with pytest.raises(RuntimeError, match="The server is running"):
            flask(env, "restore", "--yes", str(tmp_path / "office.tar"))

        assert other.execute("SELECT 'office'::regclass::oid").fetchone() == before
    until(lambda: holders(other) == [])
    flask(env, "restore", "--yes", str(tmp_path / "office.tar"))
    assert other.execute("SELECT 'office'::regclass::oid").fetchone() != before


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_server_starts_while_a_backup_is_restored(url, tmp_path, program):
    env = environment(tmp_path, free_port()) | {"DESKQ_DATABASE_URL": url, "DESKQ_SECRET_KEY": KEY}

    with serving_lock.held(url):
        ended = subprocess.run(
            [sys.executable, *program], cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE
        )

    assert ended.returncode != 0
    assert postgres_lock.CLOSED in ended.stderr
    assert "Traceback" not in ended.stderr


def test_several_processes_serve_one_database(holding, url, other):
    postgres_lock.refuse_closed(url)

    with pytest.raises(serving_lock.Served), serving_lock.held(url):
        pass


def test_the_lock_ends_with_the_process_however_it_ends(holding, url, other):
    holding.kill()
    until(lambda: holders(other) == [])

    with serving_lock.held(url):
        pass


def test_a_lost_lock_is_taken_again(holding, other):
    lost = lose(other)

    until(lambda: holders(other) not in ([], [lost]))


def test_a_server_that_lost_its_lock_ends_when_the_database_is_closed_meanwhile(holding, url, other):
    """Who waits for the exclusive lock gets it in the moment in which it is lost."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as restore:
        (pid,) = holders(other)
        restore.execute(f"SELECT pg_terminate_backend({pid}), pg_advisory_lock({postgres_lock.LOCK})")

        assert holding.wait(PATIENCE) == -signal.SIGTERM


def test_a_lock_in_another_database_of_the_same_server_hinders_nobody(holding):
    """A backup is tried in one each week."""
    with postgres.database() as another, serving_lock.held(another):
        pass


def test_a_database_that_does_not_answer_is_said():
    with pytest.raises(serving_lock.Unknown), serving_lock.held("postgresql+psycopg://desk@127.0.0.1:1/desk"):
        pass
