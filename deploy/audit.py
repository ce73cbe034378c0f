"""``make audit``: are the libraries those of the lock files, each with its hash, and is a weakness of one known?

The first question needs no network. The second asks the database of PyPI by pip-audit; without a network it is left out
aloud. Exit status 1 if anything is wrong.
"""

import re
import subprocess
import sys
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==(\S+)(?:\s*;[^\\]*)?\s*\\?$")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
UNKNOWN = "could not be audited"
NO_NETWORK = ("ConnectionError", "Max retries exceeded", "NameResolutionError", "Temporary failure", "No matching")


def faults(text: str) -> list[str]:
    """What is wrong with a lock file: a library without an exact version or without a hash."""
    blocks = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n?", "", text, flags=re.MULTILINE))
    wrong = []
    for block in (one for one in blocks if one.strip()):
        first = block.splitlines()[0].strip()
        if not PINNED.match(first):
            wrong.append(f"{first}: no exact version")
        elif not HASH.search(block):
            wrong.append(f"{first}: no hash")
    return wrong


def strangers(text: str) -> list[str]:
    """Libraries installed in another version than the lock file names (for another Python it may name another)."""
    locked: dict[str, set[str]] = {}
    for line in text.splitlines():
        if (found := PINNED.match(line.strip())) is not None:
            locked.setdefault(found[1], set()).add(found[2])
    wrong = []
    for name, versions in locked.items():
        with suppress(metadata.PackageNotFoundError):  # for another platform
            if metadata.version(name) not in versions:
                wrong.append(f"{name}: {metadata.version(name)} is installed, {' or '.join(versions)} is locked")
    return wrong


def known_weaknesses() -> int:
    """Asks pip-audit, which is installed for this in a folder of its own. Returns its exit status."""
    with TemporaryDirectory(prefix="deskq-audit-") as folder:
        python = str(Path(folder, "bin", "python"))
        steps = (
            [sys.executable, "-m", "venv", folder],
            [python, "-m", "pip", "install", "-q", "pip-audit"],
            [python, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(ROOT / LOCKS[0])],
        )
        for step in steps:
            done = subprocess.run(step, capture_output=True, text=True, check=False)  # noqa: S603
            said = (done.stdout + done.stderr).strip()
            if UNKNOWN in said or (done.returncode and any(word in said for word in NO_NETWORK)):
                print("SKIPPED: known weaknesses of libraries, because their database cannot be reached.")
                return 0
            if done.returncode:
                print(said)
                return done.returncode
    print(said)
    return 0


def main() -> int:
    wrong = [f"{name}: {one}" for name in LOCKS for one in faults((ROOT / name).read_text())]
    wrong += strangers((ROOT / LOCKS[1]).read_text())
    print("\n".join(wrong) or "Every library has an exact version and its hash, and is installed in that version.")
    return known_weaknesses() or int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
