"""A real pgbouncer in front of PostgreSQL: session mode is taken, transaction mode is refused with a sentence."""

import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from deskq.ops import pooler
from tests.conftest import KEY, require
from tests.load import postgres
from tests.load.bench_server import ROOT, environment, free_port
from tests.tools import programs
from tests.tools.waiting import until

PATIENCE = 20
PROGRAM = programs.find("pgbouncer")


@contextmanager
def bouncer(url: str, mode: str, folder: Path) -> Iterator[str]:
    """The address of the same database through pgbouncer in this mode."""
    require("pgbouncer", PROGRAM is not None)
    server, port = make_url(url), free_port()
    settings = folder / "pgbouncer.ini"
    login = f"user={server.username}" + (f" password={server.password}" if server.password else "")
    settings.write_text(
        f"[databases]\n* = host={server.host} port={server.port or 5432} {login}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
        f"pool_mode = {mode}\nlogfile = {folder / 'log'}\nignore_startup_parameters = extra_float_digits\n"
    )
    words = [PROGRAM, str(settings)]
    mine = {}
    if os.geteuid() == 0:  # pgbouncer refuses to run as root
        owner = pwd.getpwnam("postgres")
        mine = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        for path in (folder, settings):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    process = subprocess.Popen(words, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **mine)
    through = server.set(host="127.0.0.1", port=port)
    try:
        until(lambda: answers(through) or process.poll() is not None)
        assert process.poll() is None
        yield through.render_as_string(hide_password=False)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def answers(url) -> bool:
    try:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        psycopg.connect(plain, connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """That another user may enter; pytest's own is closed."""
    with tempfile.TemporaryDirectory(prefix="deskq-bouncer-") as made:
        yield Path(made)


def test_transaction_mode_is_refused_and_session_mode_is_not(seeded_postgres, open_folder):
    with postgres.database(seeded_postgres) as url:
        pooler.refuse_transaction_mode(url)
        with bouncer(url, "session", open_folder) as through:
            pooler.refuse_transaction_mode(through)
        for mode in ("transaction", "statement"):
            with bouncer(url, mode, open_folder) as through, pytest.raises(SystemExit, match="in transaction mode"):
                pooler.refuse_transaction_mode(through)


def test_a_server_behind_it_ends_with_that_sentence(seeded_postgres, open_folder, tmp_path):
    with postgres.database(seeded_postgres) as url, bouncer(url, "transaction", open_folder) as through:
        env = environment(tmp_path, free_port()) | {"DESKQ_DATABASE_URL": through, "DESKQ_SECRET_KEY": KEY}
        for words in (["run.py"], ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]):
            how = {"cwd": ROOT, "env": env, "capture_output": True, "text": True, "timeout": 90}
            ended = subprocess.run([sys.executable, *words], **how)

            assert ended.returncode != 0
            assert "Set pool_mode = session" in ended.stderr
            assert "Traceback" not in ended.stderr


def test_sqlite_and_a_database_that_is_away_are_left_to_others():
    pooler.refuse_transaction_mode("sqlite:////nowhere/deskq.sqlite")
    pooler.refuse_transaction_mode("postgresql+psycopg://desk@127.0.0.1:1/desk")
