"""Clients that press without a pause and repeat, with the same key, what was not acknowledged, as pages do."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.load.bench_server import RunningServer
from tests.load.load_client import SERVER_GONE, ApiClient

PATIENCE = 60
PAUSE = 0.2  # seconds before a refused press is repeated


@dataclass
class Presses:
    """``issued``, ``called`` and ``done`` are tickets that were acknowledged; ``refused`` are (status, type, detail) of
    answers that refused or doubted."""

    server: RunningServer
    issued: list[int] = field(default_factory=list)
    called: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    over: threading.Event = field(default_factory=threading.Event)

    def start(self, kiosks: int, counters: tuple[int, ...]) -> "Presses":
        acts: list[Callable[[], None]] = [self._issue] * kiosks
        acts += [lambda counter=counter: self._serve(counter) for counter in counters]
        self._threads = [threading.Thread(target=self._guarded, args=(act,), daemon=True) for act in acts]
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        """Nothing is pressed any more; what was pressed is repeated until it is acknowledged."""
        self.over.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        assert self.failed == []

    @property
    def acknowledged(self) -> int:
        return len(self.issued) + len(self.called) + len(self.done)

    def wait(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, PATIENCE), f"{self.acknowledged} acknowledged, {self.refused[-1:]}"

    def more(self, count: int) -> None:
        """Wait until so many more presses were acknowledged."""
        goal = self.acknowledged + count
        self.wait(lambda: self.acknowledged >= goal)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            while not self.over.is_set():
                act()
        except BaseException as error:  # told by ``stop``: a thread cannot fail a test by itself
            self.failed.append(error)

    def _issue(self) -> None:
        _, ticket = self.press("kiosk", "/tickets", {"service": "info_desk"}, {201})
        self._note(self.issued, ticket["id"])

    def _serve(self, counter: int) -> None:
        self.press("clerk", f"/counters/{counter}/opening", {}, {200, 201, 409})
        status, ticket = self.press("clerk", f"/counters/{counter}/calls", {}, {201, 409})
        if status == 409:
            return
        self._note(self.called, ticket["id"])
        self.press("clerk", f"/tickets/{ticket['id']}/service", {}, {200})
        self.press("clerk", f"/tickets/{ticket['id']}/completion", {}, {200})
        self._note(self.done, ticket["id"])

    def press(self, role: str, path: str, body: dict[str, Any], wanted: set[int]) -> tuple[int, dict[str, Any]]:
        """Press until the answer is one of ``wanted``."""
        key = uuid4().hex
        while True:
            client = ApiClient(self.server.port, getattr(self.server, role))
            with suppress(*SERVER_GONE):
                status, answer = client.post(path, body, key)
                if status in wanted:
                    client.close()
                    return status, answer
                self._note(self.refused, (status, answer["type"], answer["detail"]))
            client.close()
            self.over.wait(PAUSE)

    def _note(self, where: list[Any], what: object) -> None:
        with self.changed:
            where.append(what)
            self.changed.notify_all()
