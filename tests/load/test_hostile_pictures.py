"""Ten pictures made to hurt come at once from one address: no request waits for them; a citizen's photo is taken."""

import json
import re
import signal
import threading
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.load import hostile_pictures, seeded_server
from tests.load.bench_server import RunningServer
from tests.load.scale_stack import GUNICORN
from tests.tools.steps import should_be
from tests.tools.waiting import until

pytestmark = pytest.mark.load
LONGEST_STALL = 0.25  #: seconds of the loop of the server
#: Answers to the attacker before the citizen's: three are refused by their header, and of the others the citizen waits
#: for those that began before.
MOST_BEFORE_CITIZEN = 6
SERVER_MEGABYTES = 120
BOUNDARY = b"a-boundary-of-parts"


class Citizen:
    """A browser with the page of a form open; ``address`` is where it says it comes from."""

    def __init__(self, office: RunningServer, address: str) -> None:
        self._office, self._address = office, address
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = self._open("/messages/new?kind=suggestion")[1]
        self._hidden = dict(re.findall(r'name="(csrf_token|request_key)"[^>]* value="([^"]+)"', page))

    def send(self, picture: bytes) -> int:
        """The status of the answer to a form with this picture: 200 after the redirect."""
        fields = {**self._hidden, "kind": "suggestion", "body": "چراغی خاموش است"}
        parts = [
            b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (BOUNDARY, *map(str.encode, item))
            for item in fields.items()
        ]
        head = b'--%s\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n' % BOUNDARY
        return self._open("/messages", b"".join((*parts, head, picture, b"\r\n--%s--\r\n" % BOUNDARY)))[0]

    def _open(self, path: str, body: bytes | None = None) -> tuple[int, str]:
        kind = f"multipart/form-data; boundary={BOUNDARY.decode()}"
        headers = {"X-Forwarded-For": self._address, **({"Content-Type": kind} if body else {})}
        try:
            with self._browser.open(urllib.request.Request(self._office.address + path, body, headers)) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


@pytest.fixture
def office(tmp_path, seeded_file):
    program = ("-m", "tests.load.heartbeat_server")
    with seeded_server.running(tmp_path, seeded_file, program, DESKQ_TRUSTED_PROXIES="1") as server:
        yield server


def heartbeat(office: RunningServer) -> tuple[float, int | None]:
    with urllib.request.urlopen(f"{office.address}/heartbeat") as answer:
        said = json.load(answer)
    return float(said["longest"]), said["decoder"]


def test_the_server_does_not_stand_still_and_a_citizen_does_not_wait_for_all_of_them(office):
    pictures = hostile_pictures.hostile()
    attackers = [Citizen(office, "198.51.100.7") for _ in pictures]
    citizen, photo = Citizen(office, "203.0.113.9"), hostile_pictures.photo()
    assert Citizen(office, "203.0.113.1").send(photo) == 200
    before = office.megabytes()
    heartbeat(office)
    codes: list[int] = []

    threads = [
        threading.Thread(target=lambda one=one, picture=picture: codes.append(one.send(picture)))
        for one, picture in zip(attackers, pictures, strict=True)
    ]
    for one in threads:
        one.start()
    sleep(0.2)
    began = monotonic()
    taken = citizen.send(photo)
    waited, before_citizen = monotonic() - began, len(codes)
    for one in threads:
        one.join()
    longest, _ = heartbeat(office)
    memory = f"server {before:.0f} -> {office.megabytes():.0f} MB"
    print(f"stall {longest:.3f} s, citizen {waited:.2f} s after {before_citizen} others, {memory}, {codes}")

    assert taken == 200
    assert before_citizen <= MOST_BEFORE_CITIZEN
    should_be(longest, LONGEST_STALL, "the longest stall")
    assert set(codes) <= {200, 422, 503}
    assert office.megabytes() < max(SERVER_MEGABYTES, before + 30)


def ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_decoding_process_ends_with_the_server(office, number):
    assert Citizen(office, "203.0.113.9").send(hostile_pictures.photo(800, 600)) == 200
    pid = heartbeat(office)[1]
    assert pid is not None
    assert not ended(pid)

    office.process.send_signal(number)
    office.process.wait(10)

    until(lambda: ended(pid))


def test_it_works_under_gunicorn(tmp_path, seeded_file):
    with seeded_server.running(tmp_path, seeded_file, GUNICORN) as office:
        sent = [Citizen(office, "203.0.113.9").send(hostile_pictures.photo(900 + n, 600)) for n in range(3)]
        mine = decoders(office.process.pid)

    assert sent == [200, 200, 200]
    assert mine
    until(lambda: all(ended(pid) for pid in mine))


def decoders(under: int) -> list[int]:
    """Processes that decode for the workers of this master."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                found[int(entry.name)] = (parent, (entry / "cmdline").read_bytes())
            except (FileNotFoundError, ProcessLookupError):
                continue
    return [
        pid
        for pid, (parent, command) in found.items()
        if b"decoder_program.py" in command and found.get(parent, (0, b""))[0] == under
    ]
