"""Copies of the checkout in which tests run while files are changed, and the digests of its files."""

import hashlib
import os
import shutil
from pathlib import Path

#: What stays in the checkout; a copy links to the first two.
LINKED, LEFT = (".venv", "node_modules"), {".git", "instance", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
NO_SOURCE = {*LINKED, *LEFT, "__pycache__", ".hypothesis"}


def copy(root: Path, target: Path) -> Path:
    def left(_: str, names: list[str]) -> set[str]:
        return {name for name in names if name in LEFT or name in LINKED or name == "__pycache__"}

    shutil.copytree(root, target, ignore=left, symlinks=True)
    for name in LINKED:
        if (root / name).exists():
            (target / name).symlink_to((root / name).resolve())
    return target


def digests(root: Path) -> dict[str, str]:
    """Of all files that a checkout of somebody else may have too, by path."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - NO_SOURCE)
        for file in (Path(folder, name) for name in sorted(names)):
            if file.is_file() and not file.name.endswith(".mo"):
                found[str(file.relative_to(root))] = digest(file.read_bytes())
    return found


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
