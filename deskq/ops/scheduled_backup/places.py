"""Where backups are kept: a folder, or a bucket of a server that speaks S3."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from deskq.core import secret_keys
from deskq.ops.scheduled_backup import files
from deskq.ops.scheduled_backup.files import Fault


class Place(Protocol):
    """All raises ``Fault``."""

    def check(self, key_file: Path) -> None:
        """Whether backups can be kept here; ``key_file``: that of their key, which must not lie beside them."""

    def check_room(self, instance: Path, database_bytes: int, all_bytes: int, least_megabytes: int) -> None: ...

    def keep(self, name: str, staging: Path, write: Callable[[Path], None]) -> int:
        """Make a backup with ``write``; returns its size."""

    def made(self) -> Mapping[str, datetime]:
        """{backup: time (UTC) in its name}"""

    def fetch(self, name: str, staging: Path) -> AbstractContextManager[Path]:
        """A file with this backup."""

    def delete(self, names: list[str]) -> None: ...


class Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def check(self, key_file: Path) -> None:
        with files.folder_faults(self._path):
            if not self._path.is_dir():
                raise Fault("folder-missing", folder=str(self._path))
            if key_file.name and key_file.resolve().is_relative_to(self._path.resolve()):
                raise Fault("key-beside", folder=str(self._path))
            secret_keys.sync_folder(self._path)
            files.remove_unfinished(self._path)

    def check_room(self, instance: Path, database_bytes: int, all_bytes: int, least_megabytes: int) -> None:
        files.check_room(instance, self._path, database_bytes, all_bytes, least_megabytes)

    def keep(self, name: str, staging: Path, write: Callable[[Path], None]) -> int:
        with files.folder_faults(self._path):
            write(self._path / name)
            return (self._path / name).stat().st_size

    def made(self) -> Mapping[str, datetime]:
        with files.folder_faults(self._path):
            return files.made(self._path.iterdir())

    @contextmanager
    def fetch(self, name: str, staging: Path) -> Iterator[Path]:
        with files.folder_faults(self._path):
            yield self._path / name

    def delete(self, names: list[str]) -> None:
        with files.folder_faults(self._path):
            for name in names:
                (self._path / name).unlink(missing_ok=True)
