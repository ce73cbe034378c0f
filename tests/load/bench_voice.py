"""Time from a call until its clip has been fetched, newly made and from the cache."""

import http.client
import json
from statistics import quantiles
from time import perf_counter
from typing import Any

from websockets.sync.client import ClientConnection, connect

import config
from deskq.voice import phrases
from deskq.voice.clip_service import Voice
from deskq.voice.phrases import Piece
from tests.load.bench_server import RunningServer

SERVICE = "renewal_levy"
COUNTER = 2
PATIENCE = 20


def measure(server: RunningServer, calls: int) -> dict[str, dict[str, float]]:
    """{what: {p50, p99}} in milliseconds: ``new`` number clip of a call, ``ahead`` (its number had been given out while
    the lobby listened), ``cached`` (the same clip fetched again)."""
    office = Office(server)
    unheard = [office.issue() for _ in range(calls)]
    office.open()
    with office.lobby() as line:
        office.call(line, unheard.pop())
    office.settle(Piece("", "Room 106,"), "en")  # the last of the places, which are spoken once
    with office.lobby() as line:
        new = [office.call(line, ticket) for ticket in unheard]
        ahead = [office.call(line, office.issue(settle=True)) for _ in range(max(3, calls // 3))]
    found = {"new": [took for took, _ in new], "ahead": [took for took, _ in ahead]}
    found["cached"] = [office.fetch(clip) for _, clip in new for _ in range(5)]
    return {what: _figures(times) for what, times in found.items()}


def _figures(seconds: list[float]) -> dict[str, float]:
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {"p50": cuts[49] * 1000, "p99": cuts[98] * 1000}


class Office:
    def __init__(self, server: RunningServer) -> None:
        self._server = server
        self._line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        self._cookie = ""

    def lobby(self) -> ClientConnection:
        """The socket of a lobby that listens; on this machine the demo office pairs it at once."""
        answer = self._ask("GET", "/lobby")
        self._cookie = answer["cookie"]
        line = connect(
            f"ws://127.0.0.1:{self._server.port}/socket.io/?EIO=4&transport=websocket",
            additional_headers={"Cookie": self._cookie},
        )
        line.recv(PATIENCE)
        line.send("40")
        line.recv(PATIENCE)
        line.send('42["watch",{"screen":"lobby","lang":"fa"}]')
        _until(line, '42["state"')
        return line

    def open(self) -> None:
        self._api("clerk", f"/counters/{COUNTER}/opening")

    def issue(self, settle: bool = False) -> int:
        """``settle``: long enough before its call that the number has been spoken in the quiet."""
        made = self._api("kiosk", "/tickets", service=SERVICE)
        if settle:
            self.settle(phrases.ahead(made["code"], "fa"), "fa")
        return int(made["id"])

    def call(self, line: ClientConnection, ticket: int) -> tuple[float, str]:
        """Seconds from the press until the number has come, and the address of its clip."""
        begun = perf_counter()
        self._api("clerk", f"/counters/{COUNTER}/calls", ticket=ticket)
        cue = json.loads(_until(line, '42["call"')[2:])[1]
        self.fetch(cue["speech"][0])
        took = perf_counter() - begun
        for verb in ("service", "completion"):
            self._api("clerk", f"/tickets/{ticket}/{verb}")
        return took, cue["speech"][0]

    def fetch(self, address: str) -> float:
        """Seconds until it has come. On a busy machine it is not there yet when the server has waited for it."""
        begun = perf_counter()
        while (status := self._ask("GET", address)["status"]) != 200:
            assert status == 404, (status, address)
            assert perf_counter() - begun < PATIENCE, address
        return perf_counter() - begun

    def settle(self, piece: Piece, language: str) -> None:
        """Wait until the server has spoken this piece."""
        voice = Voice(config.load({}), self._server.instance / "voice")
        assert voice.wait(voice.clip(piece, language).key, "opus", PATIENCE), piece

    def _api(self, role: str, path: str, **body: object) -> dict[str, Any]:
        token = getattr(self._server, role)
        answer = self._ask("POST", f"/api/v1{path}", json.dumps(body).encode(), f"Bearer {token}")
        assert answer["status"] < 300, answer
        return dict(json.loads(answer["body"]))

    def _ask(self, method: str, path: str, body: bytes = b"", token: str = "") -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Cookie": self._cookie, "Authorization": token}
        self._line.request(method, path, body, {name: value for name, value in headers.items() if value})
        answer = self._line.getresponse()
        cookies = [cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or []]
        return {"status": answer.status, "body": answer.read(), "cookie": "; ".join(cookies)}


def _until(line: ClientConnection, begin: str) -> str:
    """The next message that begins so; the server's pings are answered."""
    while not (said := str(line.recv(PATIENCE))).startswith(begin):
        if said == "2":
            line.send("3")
    return said
