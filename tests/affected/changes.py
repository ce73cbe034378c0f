"""What changed in a checkout since a commit: commits, the working tree, and new files that Git does not ignore."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

MAIN = "origin/main"


@dataclass(frozen=True)
class Change:
    """A file before and after; None where it is not there."""

    path: str
    before: bytes | None
    after: bytes | None


def base(root: Path, since: str = "") -> str:
    """The commit to compare with: the given one, or where this branch left ``origin/main``, or the last commit.

    Raises SystemExit where ``since`` is no commit.
    """
    if since:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}")
        if found is None:
            raise SystemExit(f"SINCE={since} is no commit.")
        return found.decode().strip()
    found = _git(root, "merge-base", "HEAD", MAIN) or _git(root, "rev-parse", "HEAD")
    if found is None:
        raise SystemExit("This is no checkout of Git.")
    return found.decode().strip()


def changes(root: Path, commit: str) -> list[Change]:
    """By path. Files that are only moved are one that is gone and one that is new."""
    listed = (
        _git(root, "diff", "--name-only", "--no-renames", "-z", commit),
        _git(root, "ls-files", "--others", "--exclude-standard", "-z"),
    )
    paths = {path for names in listed for path in (names or b"").decode().split("\0") if path}
    found = (Change(path, _git(root, "show", f"{commit}:{path}"), _read(root / path)) for path in sorted(paths))
    return [change for change in found if change.before != change.after]


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _git(root: Path, *words: str) -> bytes | None:
    """Output of a command of Git; None where it fails."""
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None
