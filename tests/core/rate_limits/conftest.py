"""A Redis of the test, and many clients of a real server whose rate limits are counted there."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from time import monotonic

import pytest

from tests.load.bench_server import RunningServer
from tests.load.seeded_server import running
from tests.tools.redis_server import Server, redis_server


@pytest.fixture
def shared(tmp_path) -> Iterator[Server]:
    with redis_server(tmp_path) as server:
        yield server


@pytest.fixture
def street(tmp_path, seeded_file, shared) -> Iterator["Street"]:
    (tmp_path / "office").mkdir()
    limits = {"DESKQ_RATE_LIMITS": "on", "DESKQ_REDIS_URL": shared.url}
    with running(tmp_path / "office", seeded_file, **limits) as office:
        yield Street(office)


class Street:
    """Visitors of a running office. ``longest`` is the time of the slowest answer so far, in seconds."""

    def __init__(self, office: RunningServer) -> None:
        self._office = office
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.longest = 0.0

    def token(self) -> str:
        """The secret of a ticket taken at the kiosk, by its real form."""
        page = self._open("/kiosk/services/info_desk")[1]
        given = dict(re.findall(r'name="(csrf_token|request_key)"[^>]* value="([^"]+)"', page))
        status, page, address = self._open("/kiosk/tickets", {**given, "service": "info_desk"})
        assert status == 200, page
        return address.rpartition("/")[2]

    def look(self, token: str) -> int:
        """The status of the phone's page."""
        return self._open(f"/t/{token}")[0]

    def guess(self, name: str) -> int:
        """The status of a sign-in with a wrong password."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self._open("/sign-in")[1])
        assert token is not None
        return self._open("/sign-in", {"csrf_token": token[1], "name": name, "password": "wrong"})[0]

    def _open(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, page, and the address that one was led to."""
        sent = urllib.parse.urlencode(form).encode() if form else None
        began = monotonic()
        try:
            with self._browser.open(self._office.address + path, sent, timeout=20) as answer:
                return answer.status, answer.read().decode(), answer.url
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.url
        finally:
            self.longest = max(self.longest, monotonic() - began)
