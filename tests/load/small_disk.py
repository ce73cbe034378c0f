"""A disk of a few megabytes for one test, and what a server on it answers. Mounting one needs to be root."""

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.load.bench_server import RunningServer

PATIENCE = 20.0


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """Of 64 megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m,mode=0700", "tmpfs", str(folder)]
    mounted = shutil.which("mount") is not None and not subprocess.run(mount, capture_output=True).returncode
    if not mounted:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def make_writable(disk: Path, yes: bool) -> None:
    """As a system does that found a fault of the disk; no process may have a file on it open for writing."""
    subprocess.run(["mount", "-o", f"remount,{'rw' if yes else 'ro'}", str(disk)], check=True)


def ask(office: RunningServer, path: str, body: object = None) -> tuple[int, dict[str, object]]:
    token = office.lobby if body is None else office.kiosk
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    sent = json.dumps(body).encode() if body is not None else None
    asked = urllib.request.Request(office.address + path, sent, headers)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
