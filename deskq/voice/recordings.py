"""A folder of recordings that replace the engine, piece by piece: ``<folder>/fa/number-42.wav`` says number 42.

A piece that was not recorded whole is composed of smaller ones, if all of them exist: ``number``, ``300``, ``and``,
``40``, ``and``, ``5``. A recording ``40-and`` is preferred to ``40`` and ``and``. docs/voice.md lists all names.
"""

import hashlib
from pathlib import Path

from deskq.core import outages
from deskq.core.errors import N_
from deskq.core.outages import Outage
from deskq.voice.phrases import Piece

SOUNDS = (".wav", ".opus", ".ogg", ".mp3", ".m4a", ".flac")
OUTAGE = "recordings"
NO_FOLDER = N_("The folder of voice recordings is missing: %(folder)s. Text-to-speech is used instead.")
BROKEN = N_("The recording %(file)s has no sound. Text-to-speech is used instead.")
Stamp = tuple[int, int]


class Recordings:
    """Reads the folder again whenever it has changed; a replaced recording is used from the next call on."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None
        self._listed: dict[str, tuple[int, dict[str, Path]]] = {}
        self._digests: dict[Path, tuple[Stamp, str]] = {}
        self._broken: dict[Path, str] = {}

    def check(self) -> None:
        """Report an outage when the folder does not exist."""
        missing = self._folder is not None and not self._folder.is_dir()
        outages.report(OUTAGE, Outage("no-folder", NO_FOLDER, {"folder": str(self._folder)}) if missing else None)

    def of(self, piece: Piece, language: str) -> tuple[Path, ...]:
        """The recordings that say this piece, in order; none when the engine must say it."""
        if self._folder is None:
            return ()
        files = self._files(self._folder / language)
        if piece.name in files:
            return (files[piece.name],)
        found: list[Path] = []
        parts = list(piece.parts)
        while parts:
            part = parts.pop(0)
            if parts and parts[0] == "and" and f"{part}-and" in files:
                parts.pop(0)
                part = f"{part}-and"
            if part not in files:
                return ()
            found.append(files[part])
        return tuple(found)

    def digest(self, file: Path) -> str:
        """SHA-256 of the file's content; read again only when the file has changed."""
        try:
            stat = file.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
            if self._digests.get(file, (None, ""))[0] != stamp:
                self._digests[file] = (stamp, hashlib.sha256(file.read_bytes()).hexdigest())
        except OSError:
            return "gone"
        return self._digests[file][1]

    def report_readable(self, files: tuple[Path, ...]) -> None:
        for file in files:
            self._broken.pop(file, None)
        self._report_outage()

    def report_unreadable(self, file: Path) -> None:
        self._broken[file] = file.name
        self._report_outage()

    def _report_outage(self) -> None:
        if self._broken:
            outages.report(OUTAGE, Outage("broken-recording", BROKEN, {"file": next(iter(self._broken.values()))}))
        else:
            self.check()

    def _files(self, folder: Path) -> dict[str, Path]:
        try:
            changed = folder.stat().st_mtime_ns
            if self._listed.get(folder.name, (None, {}))[0] != changed:
                found = {file.stem.lower(): file for file in sorted(folder.iterdir()) if file.suffix.lower() in SOUNDS}
                self._listed[folder.name] = (changed, found)
        except OSError:
            return {}
        return self._listed[folder.name][1]
