"""The process in which uploaded images are decoded: started with the first image, used again, killed when it exceeds
its limits. It ends by itself when nothing came for a while, or when the server has ended, however it ended."""

import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from deskq.core.sizes import MEGABYTE
from deskq.web import decoder_program

PROGRAM = Path(__file__).with_name("decoder_program.py")
MEMORY_MEGABYTES = 512  #: address space of the process
CPU_SECONDS = 10  #: processor time of one image
DEADLINE = 20.0  #: seconds for one image, also where the processor is busy with other things
IDLE_SECONDS = 60.0  #: after which the process ends and gives its memory back
END_SECONDS = 1.0  #: for the end of a process that has closed its socket
SEND_BYTES = 256 * 1024
MOST_ANSWERED = 64 * MEGABYTE
#: What a Python needs to start; the process gets nothing else of the environment, above all no secret.
ENVIRONMENT = ("PATH", "LANG", "LD_LIBRARY_PATH")


class DecoderRefused(Exception):
    """``reason``: too-large, too-heavy, no-picture or moving-picture."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DecoderKilled(Exception):
    """The image took more memory or time than one may take."""


class _Idle(Exception):
    """The process had ended by itself, because nothing came for a while."""


class Decoder:
    """One process, for one image at a time: the caller sees to that. Under gevent only the calling greenlet waits."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._owner = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def reencoded(self, source: BinaryIO, boxes: list[int], max_pixels: dict[str, int], max_scans: int) -> list[bytes]:
        """The image as WebP, once for each box (largest first, in px); ``DecoderRefused`` or ``DecoderKilled``."""
        request = {"boxes": boxes, "max_pixels": max_pixels, "max_scans": max_scans, "cpu_seconds": CPU_SECONDS}
        try:
            return self._ask(source, request)
        except _Idle:
            return self._ask(source, request)

    def close(self) -> None:
        """End the process, whatever it does."""
        process, channel = self._process, self._channel
        self._process = self._channel = None
        if channel is not None:
            channel.close()
        if process is not None and self._owner == os.getpid():  # not that of the process from which this was forked
            with suppress(OSError):
                process.kill()
            process.wait()

    def _ask(self, source: BinaryIO, request: dict[str, Any]) -> list[bytes]:
        channel = self._ready()
        try:
            fields, content = self._exchange(channel, source, request)
        except TimeoutError:
            self.close()
            raise DecoderKilled from None
        except (OSError, ValueError):
            was_idle = self._has_ended_by_itself()
            self.close()
            raise (_Idle if was_idle else DecoderKilled) from None
        except BaseException:
            self.close()  # half a message may have been sent
            raise
        if "error" in fields:
            raise DecoderRefused(fields["error"])
        return _cut(content, fields["sizes"])

    def _ready(self) -> socket.socket:
        if self._channel is None or self._owner != os.getpid():
            self.close()
            self._start()
        assert self._channel is not None
        return self._channel

    def _start(self) -> None:
        """In a session of its own: Ctrl-C ends the server, and with it the process."""
        self._channel, theirs = socket.socketpair()
        self._owner = os.getpid()
        kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", str(PROGRAM), str(MEMORY_MEGABYTES), str(IDLE_SECONDS)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=kept,
                cwd="/",
                start_new_session=True,
            )

    def _exchange(
        self, channel: socket.socket, source: BinaryIO, request: dict[str, Any]
    ) -> tuple[dict[str, Any], bytes]:
        until = monotonic() + DEADLINE
        length = source.seek(0, os.SEEK_END)
        source.seek(0)
        decoder_program.wait(channel, until).sendall(decoder_program.head(request, length))
        while part := source.read(SEND_BYTES):
            decoder_program.wait(channel, until).sendall(part)
        answer = decoder_program.receive(channel, MOST_ANSWERED, until)
        if answer is None:
            raise ConnectionError
        return answer

    def _has_ended_by_itself(self) -> bool:
        if self._process is None:
            return False
        try:
            return self._process.wait(END_SECONDS) == 0
        except subprocess.TimeoutExpired:
            return False


def _cut(content: bytes, sizes: list[int]) -> list[bytes]:
    """The images, which follow each other in ``content``."""
    found, start = [], 0
    for size in sizes:
        found.append(content[start : start + size])
        start += size
    return found
