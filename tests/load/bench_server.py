"""A server for a measurement: its process, its environment, and the wait until it answers."""

import json
import os
import socket
import subprocess
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from time import monotonic, sleep

ROOT = Path(__file__).parents[2]
PATIENCE = 90
PORTS = (20_000, 32_000)  #: Linux takes those of connections from 32,768 on


@dataclass
class RunningServer:
    """A deskq that serves on loopback. ``counters`` are numbers that serve every service, free to be opened."""

    process: subprocess.Popen[bytes]
    port: int
    instance: Path
    kiosk: str
    clerk: str
    lobby: str
    counters: list[int]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ticket(self) -> str:
        """A new visitor's token."""
        headers = {"Authorization": f"Bearer {self.kiosk}", "Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.address}/api/v1/tickets", b'{"service": "info_desk"}', headers)
        return str(json.load(urllib.request.urlopen(asked))["token"])

    def megabytes(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(row for row in status.splitlines() if row.startswith("VmRSS")).split()[1]) / 1024


def environment(folder: Path, port: int) -> dict[str, str]:
    mine = {"INSTANCE": str(folder), "DEMO": "1", "RATE_LIMITS": "off", "HOST": "127.0.0.1", "PORT": str(port)}
    mine |= {"VOICE_ENGINE": "none"}  # measured by itself; nobody listens to the others
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DESKQ_")}
    return {
        **kept,
        "FLASK_APP": "deskq",
        "FLASK_SKIP_DOTENV": "1",
        **{f"DESKQ_{name}": value for name, value in mine.items()},
    }


def free_port() -> int:
    """None of those that the system gives to outgoing connections: one of them could take it before a server does."""
    while True:
        port = SystemRandom().randrange(*PORTS)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def wait_until_up(port: int) -> None:
    """Ask /healthz until it answers; TimeoutError after PATIENCE seconds."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).read()
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError("the server did not come up")


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def children(master: int) -> list[int]:
    """Process ids of the workers of gunicorn."""
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def paired_cookie(root: str) -> str:
    """Of a lobby screen; the demo office pairs a browser of this machine at once."""
    with urllib.request.urlopen(f"{root}/lobby", timeout=PATIENCE) as answer:
        return "; ".join(cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie", []))
