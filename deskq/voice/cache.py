"""Sound clips on disk, keyed by content: the same text and voice give the same file. Limited in size."""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from time import monotonic

SUMS = ".json"
ROOM_AFTER = 0.8  # of the size limit, after pruning
CLAIM_LASTS = 15.0  # seconds after which another process ignores the claim
LEFT_BEHIND = 60.0  # seconds after which an unfinished file is abandoned


class Cache:
    """A clip exists when its list of checksums exists, which is written last. Files that do not match are deleted."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most = most_bytes
        self._size: int | None = None
        self._claims: dict[str, float] = {}

    def has(self, key: str) -> bool:
        """Whether every file of the clip exists and is intact."""
        sums = self._sums(key)
        return bool(sums) and all(self.read(key, kind) is not None for kind in sums)

    def read(self, key: str, kind: str) -> bytes | None:
        """One file of a clip; None when it is missing or damaged."""
        expected = self._sums(key).get(kind)
        if expected is None:
            return None  # it may be in the middle of being written
        with contextlib.suppress(OSError):
            found = self._path(key, f".{kind}").read_bytes()
            if hashlib.sha256(found).hexdigest() == expected:
                os.utime(self._path(key, SUMS))  # marks the last use, for pruning
                return found
        self._throw(key)
        return None

    def keep(self, key: str, made: dict[str, bytes]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for kind, data in made.items():
            self._write(self._path(key, f".{kind}"), data)
        sums = {kind: hashlib.sha256(data).hexdigest() for kind, data in made.items()}
        self._write(self._path(key, SUMS), json.dumps(sums).encode())
        self._size = self._measured() if self._size is None else self._size + sum(map(len, made.values()))
        if self._size > self._most:
            self._prune()

    def claim(self, key: str) -> bool:
        """Reserve the making of a clip for this process; False when another one has just done so."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(key, ".making")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            first_seen = self._claims.setdefault(key, monotonic())
            if monotonic() - first_seen < CLAIM_LASTS:
                return False
        self._claims.pop(key, None)
        return True

    def tidy(self) -> None:
        """Delete files left by a process that ended in the middle, but not what another is writing now."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self._folder) as file:
            now = os.fstat(file.fileno()).st_mtime  # compare with the clock of the file system
        for pattern in ("*.making", "*.part"):
            for path in self._folder.glob(pattern):
                with contextlib.suppress(OSError):  # deleted by its owner meanwhile
                    if now - path.stat().st_mtime > LEFT_BEHIND:
                        path.unlink()

    def release(self, key: str) -> None:
        self._path(key, ".making").unlink(missing_ok=True)

    def _path(self, key: str, suffix: str) -> Path:
        return self._folder / f"{key}{suffix}"

    def _sums(self, key: str) -> dict[str, str]:
        try:
            found = json.loads(self._path(key, SUMS).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, path: Path, data: bytes) -> None:
        """Write a file as a whole or not at all."""
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)

    def _throw(self, key: str) -> int:
        freed = 0
        for path in self._folder.glob(f"{key}.*"):
            with contextlib.suppress(OSError):
                freed += path.stat().st_size
                path.unlink()
        return freed

    def _measured(self) -> int:
        return sum(path.stat().st_size for path in self._folder.iterdir() if path.is_file())

    def _prune(self) -> None:
        """Delete the clips used longest ago."""
        size = self._measured()
        kept = sorted(self._folder.glob(f"*{SUMS}"), key=lambda path: path.stat().st_mtime_ns)
        for path in kept:
            if size <= self._most * ROOM_AFTER:
                break
            size -= self._throw(path.name.removesuffix(SUMS))
        self._size = size
