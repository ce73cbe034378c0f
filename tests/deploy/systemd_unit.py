"""Reads deploy/deskq.service and starts its commands as systemd would, without systemd: environment, umask, limits, the
system calls that are allowed, and the message that says that it is ready. Only the paths are those of this machine."""

import os
import resource
import shlex
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy import allowed_calls
from tests.deploy.container_files import ROOT

UNIT = ROOT / "deploy" / "deskq.service"
PATIENCE = 90
BIN = Path(sys.executable).parent


def directives(section: str, unit: Path = UNIT) -> dict[str, list[str]]:
    """{name: its values in the order of the file} of one section."""
    found: dict[str, list[str]] = defaultdict(list)
    current = ""
    for line in unit.read_text().splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif line and not line.startswith(("#", ";")) and current == section:
            name, _, value = line.partition("=")
            found[name].append(value)
    return found


class Service:
    """The unit on this machine. ``state``: its StateDirectory, ``settings``: its EnvironmentFile."""

    def __init__(self, state: Path, settings: Path) -> None:
        self._unit = directives("Service")
        self._filter = allowed_calls.filter_of(self._unit["SystemCallFilter"])
        self._paths = {
            "/opt/deskq/.venv/bin": str(BIN),
            "/opt/deskq": str(ROOT),
            f"/var/lib/{self.one('StateDirectory')}": str(state),
            "/etc/deskq/deskq.env": str(settings),
        }
        state.mkdir(mode=int(self.one("StateDirectoryMode"), 8))

    def one(self, name: str) -> str:
        [value] = self._unit[name]
        return value

    def environment(self) -> dict[str, str]:
        """That which systemd gives: little of its own, the lines Environment=, and over them the file."""
        given = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        lines = [word for value in self._unit["Environment"] for word in shlex.split(value)]
        lines += Path(self._here(self.one("EnvironmentFile"))).read_text().splitlines()
        return given | {name: self._here(value) for name, _, value in (line.partition("=") for line in lines)}

    def run(self, command: str, typed: str = "") -> str:
        """A command in the place of the service, which must succeed; what it says."""
        done = subprocess.run(
            self._words(command), env=self.environment(), input=typed, capture_output=True, text=True,
            preexec_fn=self._filter, **self._place(),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """ExecStartPre, then ExecStart until it has told systemd that it is ready; ends it as systemd does."""
        for command in self._unit["ExecStartPre"]:
            self.run(command)
        with _notifications() as (address, told):
            environment = self.environment() | {"NOTIFY_SOCKET": address}
            words = self._words(self.one("ExecStart"))
            process = subprocess.Popen(words, env=environment, preexec_fn=self._limit, **self._place())
            try:
                assert b"READY=1" in told.recv(4096)
                yield process
            finally:
                process.terminate()
                try:
                    process.wait(int(self.one("TimeoutStopSec")))
                finally:
                    process.kill()

    def _limit(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        files = min(int(self.one("LimitNOFILE")), hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, files), files))
        self._filter()

    def _place(self) -> dict[str, object]:
        return {"cwd": self._here(self.one("WorkingDirectory")), "umask": int(self.one("UMask"), 8)}

    def _words(self, command: str) -> list[str]:
        return [self._here(word) for word in shlex.split(command)]

    def _here(self, text: str) -> str:
        for there, here in self._paths.items():
            text = text.replace(there, here)
        return text


@contextmanager
def _notifications() -> Iterator[tuple[str, socket.socket]]:
    """The socket at which systemd waits for the service to say that it is ready."""
    address = f"@deskq-test-{os.getpid()}-{os.urandom(4).hex()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind("\0" + address[1:])
        told.settimeout(PATIENCE)
        yield address, told
