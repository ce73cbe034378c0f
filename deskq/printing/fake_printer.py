"""A simulated printer: listens on loopback, understands ESC/POS, keeps its last papers, and fails on request."""

import socketserver
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageChops

MOODS = ("paper_low", "paper_out", "cover_open", "offline", "error", "hangs", "off", "tears")
KEPT = 12
TEARS_AT = 400  #: rows after which the paper runs out in the middle of a ticket


@dataclass(frozen=True, slots=True)
class Paper:
    """One printed paper. ``torn``: the paper ran out before the cut."""

    number: int
    picture: Image.Image
    torn: bool = False


class FakePrinter:
    """``mood`` is the fault it simulates, empty for none. ``junk`` counts bytes that no printer would understand.
    ``end`` returns within ``poll`` seconds."""

    def __init__(self, poll: float = 0.5) -> None:
        self.papers: deque[Paper] = deque(maxlen=KEPT)
        self.printed = self.junk = 0
        self.mood = ""
        self._server = _Server(("127.0.0.1", 0), _Talk)
        self._server.printer = self
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(poll,), daemon=True).start()

    def end(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def roll_out(self, strips: list[Image.Image], torn: bool = False) -> None:
        if not strips:
            return
        width, tall = strips[0].width, sum(strip.height for strip in strips)
        picture = Image.new("1", (width, tall), 1)
        y = 0
        for strip in strips:
            picture.paste(strip, (0, y))
            y += strip.height
        self.printed += 1
        self.papers.append(Paper(self.printed, picture, torn))

    def answers(self, question: int) -> int:
        """One status byte of DLE EOT."""
        status: dict[tuple[str, int], int] = {
            ("offline", 1): 0x08, ("error", 1): 0x08, ("error", 2): 0x40, ("error", 3): 0x08,
            ("cover_open", 1): 0x08, ("cover_open", 2): 0x04, ("paper_out", 1): 0x08, ("paper_out", 2): 0x20,
            ("paper_out", 4): 0x6C, ("paper_low", 4): 0x0C,
        }  # fmt: skip
        return 0x12 | status.get((self.mood, question), 0)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    printer: FakePrinter


class _Talk(socketserver.StreamRequestHandler):
    """One connection, read command by command."""

    def handle(self) -> None:
        self.printer: FakePrinter = self.server.printer  # type: ignore[attr-defined]
        self.strips: list[Image.Image] = []
        if self.printer.mood == "off":
            return
        try:
            while first := self.rfile.read(1):
                self._wait_while_hanging()
                self._obey(first)
        except OSError:
            return

    def _obey(self, first: bytes) -> None:
        if first == b"\x10":
            self.rfile.read(1)
            self._answer(self.printer.answers(self.rfile.read(1)[0]))
        elif first == b"\x1b":
            self.rfile.read(1)
        elif first == b"\x1d":
            COMMANDS.get(self.rfile.read(1), _Talk._junk)(self)
        else:
            self._junk()

    def _raster(self) -> None:
        self.rfile.read(2)
        across = int.from_bytes(self.rfile.read(2), "little")
        rows = int.from_bytes(self.rfile.read(2), "little")
        strip = Image.frombytes("1", (across * 8, rows), self.rfile.read(across * rows))
        self.strips.append(ImageChops.invert(strip))
        if self.printer.mood == "tears" and sum(piece.height for piece in self.strips) > TEARS_AT:
            self.printer.roll_out(self.strips, torn=True)
            self.printer.mood = "paper_out"
            self._stand_still()

    def _cut(self) -> None:
        self.rfile.read(2)
        self.printer.roll_out(self.strips)
        self.strips = []

    def _done(self) -> None:
        self.rfile.read(1)
        self._answer(0)

    def _junk(self) -> None:
        self.printer.junk += 1

    def _answer(self, byte: int) -> None:
        self.wfile.write(bytes([byte]))

    def _wait_while_hanging(self) -> None:
        while self.printer.mood == "hangs":
            time.sleep(0.02)

    def _stand_still(self) -> None:
        """Out of paper: reads and discards everything, as a real printer loses it."""
        while self.rfile.read(4096):
            pass


COMMANDS: dict[bytes, Any] = {b"v": _Talk._raster, b"V": _Talk._cut, b"r": _Talk._done}
