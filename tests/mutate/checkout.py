"""Copies of the checkout in which tests run while files are changed, and the digests of its files."""

import hashlib
import shutil
from pathlib import Path

#: What stays in the checkout; a copy links to the first two.
LINKED, LEFT = (".venv", "node_modules"), {".git", "instance", ".pytest_cache", ".mypy_cache", ".ruff_cache"}


def copy(root: Path, target: Path) -> Path:
    def left(_: str, names: list[str]) -> set[str]:
        return {name for name in names if name in LEFT or name in LINKED or name == "__pycache__"}

    shutil.copytree(root, target, ignore=left, symlinks=True)
    for name in LINKED:
        if (root / name).exists():
            (target / name).symlink_to((root / name).resolve())
    return target


def digests(root: Path) -> dict[str, str]:
    """Of all modules, templates and tests (but not those of this tool), by path."""
    files = [*(root / "deskq").rglob("*.py"), *(root / "templates").rglob("*.html"), *(root / "tests").rglob("*.py")]
    return {
        str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(files)
        if not {"__pycache__", "mutate"} & set(file.parts)
    }
