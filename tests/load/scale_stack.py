"""Many offices in one PostgreSQL database, served by gunicorn workers behind nginx with Redis, natively on loopback."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from deskq import create_app
from deskq.access.api_tokens.service import create_token
from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from tests.conftest import KEY, PASSWORD, require, settings
from tests.deploy.native_stack import NGINX, nginx
from tests.load import more_counters, postgres
from tests.load.bench_http import ApiConnection
from tests.load.bench_server import ROOT, children, environment, free_port, paired_cookie, wait_until_up
from tests.tools.redis_server import redis_server
from tests.tools.shared_app import close

GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py")


@dataclass(frozen=True)
class OfficeAccess:
    """One office: its id, its address, and API tokens of a kiosk and of a clerk who may work at every counter."""

    id: int
    slug: str
    kiosk: str
    clerk: str

    @property
    def root(self) -> str:
        return f"/o/{self.slug}"


@dataclass(frozen=True)
class Stack:
    """``port`` is that of nginx, ``app_port`` that of gunicorn, whose master is ``process``."""

    port: int
    app_port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        return children(self.process.pid)

    def lobby_cookie(self, office: OfficeAccess) -> str:
        """Of a paired screen; the demo office pairs a browser of this machine at once, without nginx between."""
        return paired_cookie(f"http://127.0.0.1:{self.app_port}{office.root}")


@contextmanager
def application(url: str) -> Iterator[Flask]:
    """An application of this process on the database, with a pushed context."""
    app = create_app(settings(url))
    with app.app_context():
        yield app
        db.session.remove()
    close(app)


@contextmanager
def offices(count: int, counters: int) -> Iterator[tuple[str, list[OfficeAccess]]]:
    """The address of a database with ``count`` demo offices, each with ``counters`` more counters, from 101 on."""
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        with application(url):
            upgrade()
            made = [_office("main" if number == 0 else f"d{number:02}", counters) for number in range(count)]
        yield url, made


def _office(slug: str, counters: int) -> OfficeAccess:
    office_id = create_demo_office(PASSWORD, slug)
    assert office_id is not None
    more_counters.add(counters, office_id)
    kiosk, clerk = (create_token(office_id, role) for role in ("kiosk", "clerk"))
    return OfficeAccess(office_id, slug, kiosk, clerk)


@contextmanager
def serving(folder: Path, url: str, workers: int) -> Iterator[Stack]:
    """gunicorn, nginx and a Redis of its own, until the block ends; the log is in ``folder``."""
    require("nginx", NGINX is not None)
    with ExitStack() as until_the_end:
        (folder / "redis").mkdir(parents=True)
        redis = until_the_end.enter_context(redis_server(folder / "redis"))
        port, app_port = free_port(), free_port()
        more = {"DESKQ_REDIS_URL": redis.url, "DESKQ_DATABASE_URL": url, "DESKQ_SECRET_KEY": KEY}
        more |= {"WEB_CONCURRENCY": str(workers), "DESKQ_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        log = until_the_end.enter_context((folder / "log").open("ab"))
        process = subprocess.Popen(
            [sys.executable, *GUNICORN], cwd=ROOT, env=environment(folder, app_port) | more, stdout=log, stderr=log
        )
        until_the_end.callback(_end, process)
        wait_until_up(app_port)
        until_the_end.enter_context(nginx(folder / "nginx", port, app_port))
        wait_until_up(port)
        yield Stack(port, app_port, process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    finally:
        process.kill()


def open_counters(stack: Stack, found: list[OfficeAccess], counters: int) -> None:
    """Every counter of every office is open."""

    async def open_all(office: OfficeAccess) -> None:
        line = await ApiConnection("127.0.0.1", stack.port, office.clerk).open()
        for number in range(101, 101 + counters):
            status, answer = await line.post(f"/api/v1/counters/{number}/opening", {})
            assert status in (200, 409), answer
        line.close()

    async def every() -> None:
        await asyncio.gather(*(open_all(office) for office in found))

    asyncio.run(every())
