"""One server per SQLite file: a second start, several workers and a restore under a running server are refused."""

import subprocess
import sys
from pathlib import Path

import pytest

from deskq.ops import serving_lock
from tests.conftest import KEY
from tests.e2e.app_forks import flask
from tests.load.bench_server import ROOT, RunningServer, environment, free_port
from tests.load.load_client import ApiClient
from tests.load.seeded_server import running

PATIENCE = 90


@pytest.fixture(scope="module")
def server(tmp_path_factory, seeded_file) -> RunningServer:
    with running(tmp_path_factory.mktemp("served"), seeded_file) as made:
        yield made


def start(words: tuple[str, ...], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    env = environment(folder, free_port()) | more
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE)


GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py")


@pytest.mark.parametrize("words", [("run.py",), GUNICORN])
def test_a_second_server_on_the_same_file_ends_with_a_sentence(server, words):
    ended = start(words, server.instance)

    assert ended.returncode != 0
    assert f"Another program of deskq (process {server.process.pid}) already uses" in ended.stderr
    assert "Traceback" not in ended.stderr
    client = ApiClient(server.port, server.kiosk)
    assert client.post("/tickets", {"service": "info_desk"})[0] == 201
    client.close()


def test_several_workers_on_sqlite_are_refused(tmp_path):
    ended = start(GUNICORN, tmp_path, WEB_CONCURRENCY="2")

    assert ended.returncode != 0
    assert "SQLite serves one process, not 2" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_backup_is_not_restored_under_a_running_server(server, tmp_path):
    env = environment(server.instance, free_port()) | {"DESKQ_SECRET_KEY": KEY}
    flask(env, "backup", str(tmp_path / "office.tar"))

    with pytest.raises(RuntimeError, match="The server is running"):
        flask(env, "restore", "--yes", str(tmp_path / "office.tar"))


def test_the_lock_ends_with_the_process_however_it_ends(tmp_path):
    url = f"sqlite:///{tmp_path / 'deskq.sqlite'}"
    program = f"from deskq.ops import serving_lock; serving_lock.hold({url!r}); print('held', flush=True); input()"
    held = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert held.stdout.readline() == b"held\n"
    with pytest.raises(serving_lock.Served), serving_lock.held(url):
        pass

    held.kill()
    held.communicate()

    with serving_lock.held(url):
        pass


def test_postgresql_has_no_such_file():
    assert serving_lock.lock_file("postgresql+psycopg://desk@127.0.0.1/desk") is None
