"""Connections to printers: network and USB. Every wait has a limit; this module does not know what is printed."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from deskq.printing import escpos
from deskq.printing.address import Address
from deskq.printing.escpos import Condition

ANSWER_SECONDS = 3.0  #: for a connection, and for each answer
SEND_SECONDS = 8.0  #: for a whole page: a slow printer with a small buffer takes two
LONGEST = 45.0  #: all waits of one page together: connection, four answers, sending, the confirmation, and a last look


class NotSent(Exception):
    """Nothing of the page has reached the printer; it may be tried again."""

    def __init__(self, found: Condition) -> None:
        super().__init__(found)
        self.condition = found


class Doubtful(NotSent):
    """The page was sent, in part or whole, and it is unknown what came out. Never sent again automatically."""


class Connection(Protocol):
    """An open connection. ``receive`` returns b"" when nothing arrives in time. Both raise ``OSError`` when it is
    broken."""

    def send(self, data: bytes, seconds: float) -> None: ...
    def receive(self, seconds: float) -> bytes: ...
    def close(self) -> None: ...


Opens = Callable[[Address], Connection]


class Port:
    """One printer. ``look`` reads its condition; ``print`` sends a page once."""

    def __init__(self, address: Address, opens: Opens) -> None:
        self.address, self._opens = address, opens

    def look(self) -> Condition:
        try:
            with self._line() as line:
                return self._ask(line)
        except OSError:
            return "offline"

    def print(self, page: bytes) -> Condition:
        """The printer's condition afterwards; ``NotSent`` or ``Doubtful`` when the page did not certainly come out."""
        try:
            with self._line() as line:
                before = self._ask(line)
                if before not in escpos.PRINTS:
                    raise NotSent(before)
                sent = self._send(line, page)
        except OSError:
            raise NotSent("offline") from None
        if not sent:
            found = self.look()
            raise Doubtful("error" if found in escpos.PRINTS else found)
        return before

    def _send(self, line: Connection, page: bytes) -> bool:
        """Whether the page certainly came out."""
        try:
            line.send(page + (escpos.DONE if self.address.confirms else b""), SEND_SECONDS)
            return not self.address.confirms or bool(line.receive(SEND_SECONDS))
        except OSError:
            return False

    def _ask(self, line: Connection) -> Condition:
        answers = b""
        for question in escpos.QUESTIONS:
            line.send(question, ANSWER_SECONDS)
            answer = line.receive(ANSWER_SECONDS)[:1]
            if not answer:
                return "offline"
            answers += answer
        return escpos.condition(answers)

    @contextmanager
    def _line(self) -> Iterator[Connection]:
        line = self._opens(self.address)
        try:
            yield line
        finally:
            with suppress(OSError):
                line.close()


class NetworkConnection:
    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), ANSWER_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes, seconds: float) -> None:
        self._socket.settimeout(seconds)
        self._socket.sendall(data)

    def receive(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(1)
        except TimeoutError:
            return b""

    def close(self) -> None:
        self._socket.close()


def connect(address: Address) -> Connection:
    if address.kind == "usb":
        from deskq.printing.usb_connection import UsbConnection  # offices without a USB printer never load pyusb

        return UsbConnection(address.vendor, address.product)
    return NetworkConnection(address.host, address.port)
