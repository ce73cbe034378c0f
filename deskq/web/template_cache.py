"""Compiled templates are kept in the instance folder, so that a restart does not compile them again.

After a restart every screen of the hall comes back within a second or two, and compiling took a tenth of that
(docs/adr/0188-kept-templates.md).
"""

import hashlib
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from deskq.web import fallback_names

FOLDER = "templates"


class TemplateCache(FileSystemBytecodeCache):
    """One file a template, in a folder that only the server's user may enter. Jinja compares its source; another
    version of Jinja, or of our own step before it compiles (``fallback_names``), has files of its own. A file that is
    damaged, or a disk that is full, costs time and nothing else."""

    def __init__(self, instance: Path) -> None:
        self._folder = instance / FOLDER
        step = hashlib.sha256(Path(fallback_names.__file__).read_bytes()).hexdigest()[:8]
        super().__init__(str(self._folder), f"%s-{jinja2.__version__}-{step}")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever a damaged file leads to
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
