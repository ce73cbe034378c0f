"""Screens whose sockets are read in C (screen_receiver.c) while something is measured.

The load clients share the machine with the server, and reading 100,000 frames in Python would cost a tenth of what the
server needs to send them. Where there is no C compiler, the sockets go on being read in Python.
"""

import asyncio
import ctypes
import shutil
import struct
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.load.screens import SECONDS, HallSocket, cue_of

SOURCE = Path(__file__).with_suffix(".c")
COMMAND = ("cc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")
RECORD = struct.Struct("=dqiiii")  #: ``struct record``: moment, number, screen, kind, size, unused
STATE, CUE = 1, 2


def is_possible() -> bool:
    return shutil.which(COMMAND[0]) is not None


@asynccontextmanager
async def read_in_c(screens: Sequence[HallSocket]) -> AsyncIterator[None]:
    """What ``screens`` receive meanwhile, they have noted at the end, with the moment at which it came. They answer
    pings all the time. RuntimeError if one stays in the middle of a message for ``SECONDS``."""
    if not is_possible():
        yield
        return
    await _until_whole(screens)
    for one in screens:
        one.transport.pause_reading()
    receiver = _Receiver(screens)
    try:
        yield
    finally:
        receiver.end()
        for one in screens:
            if not one.transport.is_closing():
                one.transport.resume_reading()


async def _until_whole(screens: Sequence[HallSocket]) -> None:
    end = asyncio.get_running_loop().time() + SECONDS
    while any(one.rest for one in screens):
        if asyncio.get_running_loop().time() > end:
            raise RuntimeError("a screen has received half a message and no more")
        await asyncio.sleep(0.01)


class _Receiver:
    def __init__(self, screens: Sequence[HallSocket]) -> None:
        self._screens, self._code = screens, _compiled()
        sockets = [one.transport.get_extra_info("socket").fileno() for one in screens]
        self._at = self._code.receiver_open((ctypes.c_int * len(sockets))(*sockets), len(sockets))
        self._thread = threading.Thread(target=self._code.receiver_run, args=(self._at,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._code.receiver_stop(self._at)
        self._thread.join()
        records = ctypes.c_void_p()
        count = self._code.receiver_records(self._at, ctypes.byref(records))
        kept = ctypes.string_at(records, count * RECORD.size) if count else b""
        for moment, number, index, kind, size, _ in RECORD.iter_unpack(kept):
            if kind == STATE:
                self._screens[index].took(number, size, moment)
            elif (cue := cue_of(self._bytes(self._code.receiver_text, number))) is not None:
                self._screens[index].cues.append(cue)
        for index, one in enumerate(self._screens):
            one.rest = self._bytes(self._code.receiver_rest, index)
        self._code.receiver_close(self._at)

    def _bytes(self, asked: Any, number: int) -> bytes:
        found = ctypes.c_void_p()
        size = asked(self._at, number, ctypes.byref(found))
        return ctypes.string_at(found, size) if size else b""


@cache
def _compiled() -> ctypes.CDLL:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "screen_receiver.so")
        subprocess.run([*COMMAND, "-o", made, SOURCE], check=True)
        code = ctypes.CDLL(str(made))
    code.receiver_open.restype = ctypes.c_void_p
    code.receiver_open.argtypes = [ctypes.c_void_p, ctypes.c_int]
    for name in ("run", "stop", "close"):
        getattr(code, f"receiver_{name}").argtypes = [ctypes.c_void_p]
        getattr(code, f"receiver_{name}").restype = None
    code.receiver_records.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    code.receiver_text.argtypes = [ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p]
    code.receiver_rest.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p]
    for name in ("records", "text", "rest"):
        getattr(code, f"receiver_{name}").restype = ctypes.c_int64
    return code
