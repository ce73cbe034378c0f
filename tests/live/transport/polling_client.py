"""A Socket.IO client that polls."""

import http.client
import json

PATH = "/socket.io/?EIO=4&transport=polling"
BETWEEN = "\x1e"  # two packets of one answer


class Poller:
    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        (opened,) = self._ask("GET", PATH)
        self.session: str = json.loads(opened[1:])["sid"]

    def join(self) -> "Poller":
        """Open the Socket.IO session and read the answer."""
        self._ask("POST", f"{PATH}&sid={self.session}", "40")
        (answer,) = self.poll()
        assert answer.startswith("40{")
        return self

    def poll(self) -> list[str]:
        """The packets that wait; waits for the first."""
        return self._ask("GET", f"{PATH}&sid={self.session}")

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> list[str]:
        self._connection.request(method, path, body)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, text
        return text.split(BETWEEN)
