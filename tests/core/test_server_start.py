"""What a process that serves does before its first request, so that no request waits for it later."""

import subprocess
import sys
from pathlib import Path

import pytest

from deskq.core import garbage

ROOT = Path(__file__).parents[2]
SERVER = """
import gc
from deskq.live.transport import server

server.WSGIServer.serve_forever = lambda self: print(gc.get_threshold()[2])
server.serve(None, "127.0.0.1", 0)
"""
WORKER = """
import gc, runpy, types
from deskq import create_app
from deskq.jobs import runner
from deskq.ops import banner, postgres_lock

postgres_lock.hold = runner.start = banner.show_setup_if_known = lambda *given: None
hooks = runpy.run_path("deploy/gunicorn.conf.py")
hooks["post_worker_init"](types.SimpleNamespace(app=types.SimpleNamespace(callable=create_app())))
print(gc.get_threshold()[2])
"""
PRAGMA = """
from gevent import monkey

{patch}
from sqlalchemy import text
from deskq import create_app
from deskq.core.extensions import db

with create_app().app_context():
    print(db.session().scalar(text("PRAGMA wal_autocheckpoint")))
"""


@pytest.fixture
def say(tmp_path):
    """``say(code)``: what a process of its own prints last, with an empty instance."""

    def run(code: str) -> str:
        env = {"DESKQ_INSTANCE": str(tmp_path), "FLASK_SKIP_DOTENV": "1", "PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[-1]

    return run


@pytest.mark.parametrize("program", [SERVER, WORKER], ids=["server", "gunicorn"])
def test_the_whole_memory_is_scanned_in_quiet_moments_only(say, program):
    assert say(program) == str(garbage.NEVER)


@pytest.mark.parametrize(("patch", "pages"), [("monkey.patch_all()", "50000"), ("", "1000")], ids=["server", "command"])
def test_a_commit_of_a_server_leaves_the_log_to_a_thread(say, patch, pages):
    assert say(PRAGMA.format(patch=patch)) == pages
