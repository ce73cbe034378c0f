"""Gunicorn for deskq: ``gunicorn -c deploy/gunicorn.conf.py`` from the checkout.

gevent must patch the standard library before anything else imports it, so it comes first, here in the master.
"""
# ruff: noqa: E402

from gevent import monkey

monkey.patch_all()

import os
import resource
import shutil
import tempfile
from typing import Any

wsgi_app = "run:app"
bind = f"{os.environ.get('DESKQ_HOST', '127.0.0.1')}:{os.environ.get('DESKQ_PORT', '8000')}"

# gevent_pywsgi is the worker in which websockets work without the unmaintained gevent-websocket.
worker_class = "gevent_pywsgi"

# One worker serves an office with hundreds of screens. More need DESKQ_REDIS_URL and screens that speak WebSocket only.
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))

# Each worker opens its own database connections: never load the application before the fork.
preload_app = False

# A screen is a connection that stays. The default of 1,000 would let the next one wait without an error.
worker_connections = 10_000

# Each websocket takes two file descriptors: raise the soft limit as far as the hard one allows.
_most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (_most, _most))

# Screens never close by themselves, so a stop always takes the whole graceful time: only as long as a request needs.
graceful_timeout = 2

# The worker reports to the master each second; one that is silent for this long is stuck and is replaced.
timeout = 30

# nginx keeps connections to us open; ours must outlive its own (60 s), or it meets one that has just been closed.
keepalive = 75

# Who may set X-Forwarded-For and -Proto. What deskq itself believes is DESKQ_TRUSTED_PROXIES.
forwarded_allow_ips = "127.0.0.1,::1"

# nginx writes the access log; errors go to stderr and so into the journal.
accesslog = None
errorlog = "-"
loglevel = "info"

# No control socket: it would be in a home directory, which the service does not have.
control_socket_disable = True

# Where the heartbeat files are: in memory, because a slow disk would look like a stuck worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108

# Where several workers add up their measures for /metrics; libraries read the variable when they are imported.
if workers > 1:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="deskq-metrics-", dir=worker_tmp_dir)


def on_starting(arbiter: Any) -> None:
    """In the master, before any worker: a refusal ends the start, and workers that are replaced keep the lock."""
    import config
    from deskq.core import log_format
    from deskq.ops import pooler, postgres_lock, serving_lock

    settings = config.load()
    if settings["LOG_FORMAT"] == "json":
        log_format.use_json()
    pooler.refuse_transaction_mode(settings["SQLALCHEMY_DATABASE_URI"])
    postgres_lock.refuse_closed(settings["SQLALCHEMY_DATABASE_URI"])
    serving_lock.hold(settings["SQLALCHEMY_DATABASE_URI"], arbiter.num_workers)


def child_exit(arbiter: Any, worker: Any) -> None:
    """A worker that ended is left out of what is only true of living ones."""
    if workers > 1:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(arbiter: Any) -> None:
    if workers > 1:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def post_worker_init(worker: Any) -> None:
    """Background jobs run from the start, not only from the first screen on. A connection to PostgreSQL belongs to one
    process, so each worker holds the lock of those who serve its database, not the master.

    Nothing here may fail while the database is away: gunicorn ends for good when a new worker does not boot.
    """
    from deskq.core import garbage
    from deskq.jobs import runner
    from deskq.ops import banner, postgres_lock

    postgres_lock.hold(worker.app.callable.config["SQLALCHEMY_DATABASE_URI"])
    runner.start_when_possible(worker.app.callable)
    banner.show_setup_if_known(worker.app.callable)
    garbage.begin()
