"""A raw websocket client that reads only when asked, and only as much as asked."""

import base64
import os
import socket
import struct
from collections.abc import Iterator

PATH = "/socket.io/?EIO=4&transport=websocket"


class Line:
    """One socket to the server. ``receive_buffer``: bytes the kernel may take before we read. ``session``: the id of an
    engine.io session that is to be upgraded."""

    def __init__(self, port: int, receive_buffer: int = 0, offer: str = "", session: str = "") -> None:
        self.sock = socket.socket()
        self.sock.settimeout(10)
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.connect(("127.0.0.1", port))
        session = session and f"&sid={session}"
        self._read = b""
        self.pongs = 0  # answers to pings of the websocket
        key = base64.b64encode(os.urandom(16)).decode()
        offered = f"Sec-WebSocket-Extensions: {offer}\r\n" if offer else ""
        self.sock.sendall(
            f"GET {PATH}{session} HTTP/1.1\r\nHost: desk\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{offered}\r\n".encode()
        )
        while b"\r\n\r\n" not in self._read:
            self._read += self.sock.recv(1)
        self.answer, self._read = self._read.decode(), b""

    def join(self) -> "Line":
        """Open the Socket.IO session and read the answer."""
        assert self.frame(pings=False).startswith("0{")
        self.say("40")
        assert self.frame().startswith("40{")
        return self

    def say(self, words: str) -> None:
        """One text frame. The mask is zero, which the protocol allows, so the text stays readable."""
        data = words.encode()
        self.sock.sendall(b"\x81" + bytes([0x80 | len(data)]) + bytes(4) + data)

    def frame(self, pings: bool = True, at_a_time: int = 65536) -> str:
        """The next text frame; answers pings on the way. EOFError when the server has left."""
        while True:
            first, second = self._take(2, at_a_time)
            assert first in (0x81, 0x88, 0x8A), f"the stream is broken: {first:#x}"
            size = second
            if second == 126:
                (size,) = struct.unpack(">H", self._take(2, at_a_time))
            elif second == 127:
                (size,) = struct.unpack(">Q", self._take(8, at_a_time))
            words = self._take(size, at_a_time)
            if first == 0x88:
                raise EOFError(words)
            if first == 0x8A:
                self.pongs += 1
                continue
            if words == b"2" and pings:
                self.say("3")
                continue
            return words.decode()

    def frames(self, at_a_time: int = 65536) -> Iterator[str]:
        while True:
            yield self.frame(at_a_time=at_a_time)

    def rest(self) -> bytes:
        """Everything until the server ends the connection."""
        while more := self.sock.recv(65536):
            self._read += more
        return self._read

    def _take(self, size: int, at_a_time: int) -> bytes:
        while len(self._read) < size:
            more = self.sock.recv(min(at_a_time, max(size - len(self._read), 2)))
            if not more:
                raise EOFError
            self._read += more
        taken, self._read = self._read[:size], self._read[size:]
        return taken

    def vanish(self) -> None:
        """Reset the connection, as a machine does that is switched off and on."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def close(self) -> None:
        self.sock.close()
