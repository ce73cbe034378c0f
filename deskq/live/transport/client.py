"""A client of engine.io that needs one greenlet, where the library keeps four of each client: they were two thirds of
the memory of a screen (docs/benchmarks.md). What is sent and received stays that of the library."""

import time
from contextlib import suppress
from random import uniform
from typing import Any

import gevent
from engineio import packet, socket
from engineio.exceptions import SocketIsClosedError
from wsproto.utilities import LocalProtocolError

from deskq.live.transport.frames import text_frame

CLOSED = (OSError, LocalProtocolError)  #: of a write to a websocket that is closed or broken
EARLY = (0.75, 1.0)  #: when a ping is sent, in parts of the interval that the client was told
PING = text_frame(packet.Packet(packet.PING).encode())


class Client(socket.Socket):  # type: ignore[misc]
    """It reads in the greenlet of its request. A writer exists while something waits in the queue, a timer reminds of
    the next ping. ``wire`` is the connection of its websocket; None before and after."""

    wire: Any = None
    connected: bool
    last_ping: float | None
    _ws: Any = None
    _writer: Any = None
    _timer: Any = None

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.last_ping = time.monotonic()

    def check_ping_timeout(self) -> bool:
        """As the library, which asks the time of day: a clock that is set an hour on would end every connection."""
        if self.closed:
            raise SocketIsClosedError
        if self.last_ping is None or time.monotonic() - self.last_ping <= self.server.ping_timeout:
            return True
        self.close(wait=False, reason=self.server.reason.PING_TIMEOUT)
        return False

    def send(self, pkt: packet.Packet) -> None:
        """Queue a packet and have it written."""
        super().send(pkt)
        self._begin_writing()

    def write(self, frame: bytes) -> bool:
        """Begin to send a whole frame without waiting. False, and nothing is sent, if that cannot be done now, or if
        something that was sent earlier may still be on its way: it waits in the queue, or its write blocks."""
        if self.wire is None or not self.upgraded or self.closing or self.closed or not self.queue.empty():
            return False
        return self.check_ping_timeout() and bool(self.wire.try_send(frame))

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        closes = not (self.closed or self.closing)
        super().close(wait=False, abort=abort, reason=reason)
        if self._timer is not None:
            self._timer.close()
            self._timer = None
        self._begin_writing()
        if wait and closes:
            (self.queue if self._ws is None else self._writer).join()

    def schedule_ping(self) -> None:
        """As the library, once for each answer to a ping. At a time of its own: screens that connected together would
        all be asked, and answer, in one moment, in which the server does nothing else."""
        if self.last_ping and not self.closed:
            self.last_ping = None
            seconds = self.server.ping_interval * uniform(*EARLY)  # noqa: S311  (jitter, not security)
            self._timer = gevent.get_hub().loop.timer(seconds)
            self._timer.start(self._ping)

    def _ping(self) -> None:
        """Called by the loop: it must not wait."""
        self._timer.close()
        self._timer = None
        if not (self.closing or self.closed):
            self.last_ping = time.monotonic()
            if not self.write(PING):
                self.send(packet.Packet(packet.PING))

    def _websocket_handler(self, ws: Any) -> list[bytes]:
        if self.connected:  # it polled until now
            answer: list[bytes] = super()._websocket_handler(ws)
            return answer
        self.connected = self.upgraded = True
        self._ws = ws
        self._begin_writing()
        try:
            self._read(ws)
        finally:
            self.queue.put(None)
            self._begin_writing()
            self._writer.join()
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
            self._ws = None
        return []

    def _read(self, ws: Any) -> None:
        while (frame := ws.wait()) is not None:
            try:
                self.receive(packet.Packet(encoded_packet=frame))
            except SocketIsClosedError:
                return

    def _begin_writing(self) -> None:
        if self._ws is not None and self._writer is None and not self.queue.empty():
            self._writer = self.server.start_background_task(self._write)

    def _write(self) -> None:
        """Write what is queued. After the end of the queue, or a write that failed, close the websocket: nothing is
        written any more then, and ``_writer`` stays."""
        try:
            while not self.queue.empty():
                packets = self.poll()
                if not packets:
                    break
                for each in packets:
                    self._ws.send(each.encode())
            else:
                self._writer = None
                return
        except CLOSED:
            pass
        with suppress(*CLOSED):
            self._ws.close()
