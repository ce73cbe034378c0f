"""``SystemCallFilter=`` as systemd applies it, by the same library (libseccomp), without systemd: a call that is not
allowed fails with EPERM."""

import ctypes
import errno
import shutil
import subprocess
from collections.abc import Callable, Iterable
from functools import cache

LIBRARY = "libseccomp.so.2"
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM


def can_be_applied() -> bool:
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return shutil.which("systemd-analyze") is not None


def filter_of(values: Iterable[str]) -> Callable[[], None]:
    """What a new process has to call. ``values``: those of the directive, in the order of the unit."""
    library = ctypes.CDLL(LIBRARY, use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(REFUSE)))
    for name in sorted(allowed(values)):
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # else not a call of this machine
            assert library.seccomp_rule_add(rules, ctypes.c_uint32(ALLOW), number, 0) == 0

    def apply() -> None:
        if library.seccomp_load(rules) != 0:
            raise OSError("the filter cannot be applied")

    return apply


def allowed(values: Iterable[str]) -> set[str]:
    """The names of all calls that are left; @default is always allowed."""
    found = set(members("@default"))
    for value in values:
        calls = {call for word in value.removeprefix("~").split() for call in members(word)}
        found = found - calls if value.startswith("~") else found | calls
    return found


@cache
def members(word: str) -> frozenset[str]:
    """The calls of a set of systemd, with those of the sets in it; a call is its own."""
    if not word.startswith("@"):
        return frozenset({word})
    told = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager", word], capture_output=True, text=True, check=True
    )
    lines = [line.strip() for line in told.stdout.splitlines() if line.startswith(" ")]
    return frozenset(call for line in lines if not line.startswith("#") for call in members(line))
