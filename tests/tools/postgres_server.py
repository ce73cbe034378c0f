"""A PostgreSQL cluster of the test's own, which it may stop, restart and kill: nobody else's is touched.

It does not wait for the disk (``fsync``): processes end here, the machine does not.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import psycopg

from tests.conftest import require
from tests.load.bench_server import free_port
from tests.tools import programs

PATIENCE = 60
OWNER = "postgres"  #: PostgreSQL refuses to run as root
SETTINGS = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "60", "listen_addresses": "127.0.0.1"}

SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT, "kill": signal.SIGKILL}


class Server:
    def __init__(self, folder: Path, bin_folder: Path, settings: Mapping[str, str]) -> None:
        self._folder, self._bin, self._port, self._settings = folder, bin_folder, free_port(), settings
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"postgresql://{OWNER}@127.0.0.1:{self._port}/postgres"
        self.url = self.address.replace("postgresql", "postgresql+psycopg", 1)
        made = self._run("initdb", "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        assert made.wait(PATIENCE) == 0, self._log()

    def start(self) -> None:
        settings = {**self._settings, "port": str(self._port), "unix_socket_directories": str(self._folder)}
        self._process = self._run("postgres", *(f"--{name}={value}" for name, value in settings.items()))
        end = monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, self._log()
            assert monotonic() < end, self._log()
            sleep(0.02)

    def stop(self, how: str) -> None:
        """``fast``: connections are ended in order; ``immediate``: nothing is written any more, as in a crash;
        ``kill``: kill -9 of the first process, which all others follow."""
        first = self._process.pid
        others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        self._process.send_signal(SIGNALS[how])
        self._process.wait(PATIENCE)
        end = monotonic() + PATIENCE
        while any(Path(f"/proc/{pid}").exists() for pid in others):
            assert monotonic() < end, self._log()
            sleep(0.02)

    def end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop("immediate")

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address) as connection:
            return connection.execute(query).fetchall()

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address, connect_timeout=1).close()
        except psycopg.Error:
            return False
        return True

    def _run(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        mine = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [str(self._bin / program), "-D", str(self._folder / "data"), *words]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **mine)

    def _log(self) -> str:
        return (self._folder / "log").read_text()


@contextmanager
def postgres_server(**settings: str) -> Iterator[Server]:
    """With ``settings`` besides ``SETTINGS``, or in their place."""
    initdb = programs.find("initdb of PostgreSQL")
    require("initdb of PostgreSQL", initdb is not None)
    folder = Path(tempfile.mkdtemp(prefix="deskq-pg-"))  # pytest's own folders are closed to other users
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(OWNER).pw_uid, -1)
    server = None
    try:
        server = Server(folder, initdb.parent, SETTINGS | settings)
        server.start()
        yield server
    finally:
        if server is not None:
            server.end()
        shutil.rmtree(folder)
