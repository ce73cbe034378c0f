"""deploy/deskq.service: what it starts serves an office from nothing to the first ticket, and what it may not do."""

import json
import shutil
import stat
import subprocess
from collections.abc import Iterator
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import pytest

from tests.conftest import PASSWORD, require
from tests.deploy import allowed_calls
from tests.deploy.systemd_unit import PATIENCE, UNIT, Service, directives
from tests.load import postgres
from tests.load.bench_server import free_port
from tests.tools.forms import form_of

#: Directives without which the service would have rights that deskq does not need.
HARDENED = {
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "AmbientCapabilities": "", "ProtectSystem": "strict",
    "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes", "ProtectProc": "invisible",
    "RestrictNamespaces": "yes", "RestrictSUIDSGID": "yes", "LockPersonality": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX", "SystemCallArchitectures": "native", "UMask": "0077",
    "StateDirectoryMode": "0700",
}  # fmt: skip
#: ``systemd-analyze security`` gives 0 to 100; it was 14 when this was written.
MOST_EXPOSED = 15
EVERY_DAY = [str(day) for day in range(7)]
#: test_compose.py serves an office on PostgreSQL with every change.
DATABASES = ("sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.soak]))


@pytest.fixture(params=DATABASES)
def database(request) -> Iterator[str]:
    """The line of the settings that names an empty database."""
    if request.param == "sqlite":
        yield ""
        return
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        yield f"DESKQ_DATABASE_URL={url}\n"


class Browser:
    """Keeps cookies and follows no redirect."""

    class _Stay(HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

        def http_error_303(self, _request: Request, answer: HTTPResponse, *_: object) -> HTTPResponse:
            return answer

    def __init__(self, address: str) -> None:
        self._address, self._opener = address, build_opener(HTTPCookieProcessor(CookieJar()), self._Stay)

    def send(self, path: str, data: bytes | None = None, **headers: str) -> HTTPResponse:
        """Fails with what the server says, where it refuses."""
        asked = Request(self._address + path, data, headers={"Origin": self._address, **headers})
        try:
            return self._opener.open(asked, timeout=PATIENCE)
        except HTTPError as refusal:
            raise AssertionError(f"{path}: {refusal.code} {refusal.read().decode()[:2000]}") from None

    def fill(self, page: str, path: str, **fields: str | list[str]) -> None:
        """Send a form of this page, after which the server leads on."""
        form = form_of(self.send(page).read().decode(), path)
        answer = self.send(path, urlencode(list(form.changed(**fields).items(multi=True))).encode())
        assert answer.status == 303


def test_from_nothing_to_the_first_ticket(tmp_path: Path, database: str) -> None:
    require("systemd-analyze and libseccomp", allowed_calls.can_be_applied())
    port, backups = free_port(), tmp_path / "backups"
    address = f"http://127.0.0.1:{port}"
    settings = tmp_path / "deskq.env"
    settings.write_text(
        f"DESKQ_PUBLIC_URL={address}\nDESKQ_PORT={port}\nDESKQ_VOICE_ENGINE=none\n{database}"
        f"DESKQ_BACKUP_FOLDER={backups}\n"
    )
    backups.mkdir()
    service = Service(tmp_path / "state", settings)

    with service.running() as process:
        admin, steps = Browser(address), "/manage/setup"
        admin.fill("/setup", "/setup", name_fa="میز خدمت", person="مدیر", sign_in_name="modir", new=PASSWORD)
        admin.fill(f"{steps}/hours", f"{steps}/hours", weekdays=EVERY_DAY, opens="0:00", closes="24:00", holidays=[])
        admin.fill(f"{steps}/services", f"{steps}/services", services=["info_desk"])
        admin.fill(f"{steps}/counters", f"{steps}/counters", number="1")
        token = service.run("/opt/deskq/.venv/bin/flask --app deskq create-token --role kiosk --name first")
        machine = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        answer = admin.send("/api/v1/tickets", json.dumps({"service": "info_desk"}).encode(), **machine)
        ticket = json.load(answer)

        assert answer.status == 201
        assert b"<html" in admin.send(f"/t/{ticket['token']}").read()
        tried = service.run("/opt/deskq/.venv/bin/flask --app deskq try-backup")
        assert "Restored as a trial" in tried
        assert ".backup" in {path.suffix for path in backups.iterdir()}
        assert process.poll() is None
    assert process.returncode == 0
    assert open_to_others(tmp_path / "state") == []


def open_to_others(folder: Path) -> list[str]:
    """Files and folders that anybody but the user of the service may read or write."""
    everything = [folder, *folder.rglob("*")]
    return [str(path) for path in everything if stat.S_IMODE(path.lstat().st_mode) & 0o077]


def test_the_service_has_no_right_that_deskq_does_not_need_and_is_started_again_without_end():
    unit, about = directives("Service"), directives("Unit")

    assert {name: value for name, value in HARDENED.items() if unit.get(name) != [value]} == {}
    assert unit["SystemCallFilter"][:2] == ["@system-service", "~@privileged @resources"]
    assert unit["User"] == ["deskq"]
    assert unit["Restart"] == ["always"]
    assert about["StartLimitIntervalSec"] == ["0"]
    assert float(unit["RestartMaxDelaySec"][0]) <= 60


def test_systemd_itself_finds_the_service_hardly_exposed():
    program = shutil.which("systemd-analyze")
    require("systemd-analyze", program is not None)

    done = subprocess.run(
        [str(program), "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}", str(UNIT)],
        capture_output=True, text=True,
    )  # fmt: skip

    assert "Overall exposure level for deskq.service" in done.stdout, done.stderr
    assert done.returncode == 0, done.stdout[-3000:]
