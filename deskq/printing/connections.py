"""Connections to printers: network and USB. Every wait has a limit; this module does not know what is printed."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol, TypeVar

import gevent
from gevent import monkey

from deskq.printing import escpos
from deskq.printing.address import Address
from deskq.printing.escpos import Condition

ANSWER_SECONDS = 3.0  #: for a connection, and for each answer
SEND_SECONDS = 8.0  #: for a whole page: a slow printer with a small buffer takes two
LONGEST = 45.0  #: all waits of one page together: connection, four answers, sending, the confirmation, and a last look
T = TypeVar("T")


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

    def send(self, given: bytes, seconds: float) -> None: ...
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


class NetworkLine:
    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), ANSWER_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, given: bytes, seconds: float) -> None:
        self._socket.settimeout(seconds)
        self._socket.sendall(given)

    def receive(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(1)
        except TimeoutError:
            return b""

    def close(self) -> None:
        self._socket.close()


class UsbLine:
    """By python-escpos. Its calls block inside libusb, so gevent runs them in a thread of their own."""

    def __init__(self, vendor: int, product: int) -> None:
        from escpos.exceptions import Error
        from escpos.printer import Usb

        self._printer: Any = Usb(vendor, product, timeout=int(ANSWER_SECONDS * 1000))
        try:
            _aside(self._printer.open)
        except (Error, RuntimeError, ValueError) as why:  # not plugged in, or no libusb on this machine
            raise OSError(str(why)) from why

    def send(self, given: bytes, seconds: float) -> None:
        self._printer.timeout = int(seconds * 1000)
        _aside(lambda: self._printer._raw(given))

    def receive(self, seconds: float) -> bytes:
        device, end = self._printer.device, self._printer.in_ep
        try:
            return bytes(_aside(lambda: device.read(end, 16, int(seconds * 1000))))
        except OSError as silent:
            if getattr(silent, "errno", None) in (110, 60):
                return b""
            raise

    def close(self) -> None:
        _aside(self._printer.close)


def _aside(do: Callable[[], T]) -> T:
    if monkey.is_module_patched("threading"):
        done: T = gevent.get_hub().threadpool.apply(do)
        return done
    return do()


def connect(address: Address) -> Connection:
    if address.kind == "usb":
        return UsbLine(address.vendor, address.product)
    return NetworkLine(address.host, address.port)
