"""The steps of compose.yaml without Docker: the same commands, environment and files, on this machine's programs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.conftest import require
from tests.deploy import container_files
from tests.deploy.container_files import ROOT
from tests.load import postgres
from tests.load.bench_server import free_port, wait_until_up
from tests.tools import programs
from tests.tools.redis_server import redis_server

BIN = Path(sys.executable).parent
NGINX = programs.find("nginx")
KEYS = {
    "DESKQ_SECRET_KEY": "of the secret key 0123456789 abcdefgh",
    "DESKQ_DATA_KEY": "of the data key 0123456789 abcdefghijk",
    "DESKQ_BLIND_KEY": "of the blind key 0123456789 abcdefghij",
}
MAIN = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    {temporary}
    include {folder}/site.conf;
}}
"""


class Stack:
    """Migrated and served. ``port`` is that of nginx."""

    def __init__(self, image: Path, environment: dict[str, str], port: int) -> None:
        self.image = image
        self.environment = environment
        self.port = port
        self.address = f"http://127.0.0.1:{port}"

    def run(self, command: list[str], typed: str = "") -> subprocess.CompletedProcess[str]:
        """A command in the container of the app, which must succeed."""
        done = subprocess.run(
            native(command), cwd=self.image, env=self.environment, input=typed, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done


@contextmanager
def running(folder: Path) -> Iterator[Stack]:
    """All services of compose.yaml, until the block ends."""
    require("nginx", NGINX is not None)
    require("PostgreSQL", postgres.is_available())
    with ExitStack() as until_the_end:
        database = until_the_end.enter_context(postgres.database())
        (folder / "redis").mkdir()
        redis = until_the_end.enter_context(redis_server(folder / "redis"))
        port, app_port = free_port(), free_port()
        image = copy_image(folder / "image")
        here = {"DESKQ_DATABASE_URL": database, "DESKQ_REDIS_URL": redis.url, "DESKQ_PORT": str(app_port)}
        here |= {"DESKQ_HOST": "127.0.0.1", "DESKQ_INSTANCE": str(folder / "instance")}
        stack = Stack(image, container_environment(port) | here, port)
        stack.run(services(port)["migrate"]["command"])
        until_the_end.enter_context(process(native(container_files.image_command()), image, stack.environment))
        until_the_end.enter_context(nginx(folder / "nginx", port, app_port))
        wait_until_up(port)
        yield stack


def services(port: int) -> dict[str, dict[str, list[str]]]:
    given = {**KEYS, "POSTGRES_PASSWORD": "unused", "DESKQ_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    return dict(container_files.compose(given)["services"])


def container_environment(port: int) -> dict[str, str]:
    """That of the image and of compose.yaml over that of this machine, without its own settings of deskq."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("DESKQ_")}
    image = {name: value for name, value in container_files.image_environment().items() if name != "PATH"}
    return {**ours, **image, **services(port)["app"]["environment"]}


def copy_image(target: Path) -> Path:
    """What ``COPY . .`` puts into the image, compiled as there."""
    shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*container_files.ignored()))
    subprocess.run([sys.executable, "-m", "compileall", "-q", "deskq"], cwd=target, check=True)
    return target


def native(command: list[str]) -> list[str]:
    """With the program of this virtual environment, which the image has on its PATH."""
    return [str(BIN / command[0]), *command[1:]]


@contextmanager
def nginx(folder: Path, port: int, app_port: int) -> Iterator[None]:
    """nginx with the configuration that compose.yaml mounts; only its port and the app's address are replaced."""
    folder.mkdir()
    site = (ROOT / "deploy" / "nginx.compose.conf").read_text()
    site = site.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("app:8000;", f"127.0.0.1:{app_port};")
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, temporary=temporary))
    command = [str(NGINX), "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    with process(command, folder, dict(os.environ)):
        yield


@contextmanager
def process(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    running = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        try:
            running.wait(10)
        finally:
            running.kill()
