"""Runs the server for development, and again after each change of Python code or translations (`make dev`).

Templates, styles and scripts need no restart: DESKQ_DEV=1 makes the server read them anew with each request.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "deskq" / "translations"
PERIOD = 0.5  # seconds between two checks of the files


def watched(root: Path = ROOT) -> Iterable[Path]:
    """The files whose change needs a restart."""
    yield from (root / "run.py", root / "config.py")
    yield from (root / "deskq").rglob("*.py")
    yield from (root / "deskq" / "translations").rglob("*.po")


def times(files: Iterable[Path]) -> dict[Path, int]:
    """{file: time of its last change}."""
    return {path: path.stat().st_mtime_ns for path in files if path.exists()}


def changed(before: dict[Path, int], after: dict[Path, int]) -> set[Path]:
    """Files that are new, gone or changed."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def main() -> None:
    server, known = _start(), times(watched())
    try:
        while True:
            time.sleep(PERIOD)
            now = times(watched())
            if paths := changed(known, now):
                known = now
                print(f"changed: {', '.join(sorted(path.name for path in paths))}", flush=True)
                _stop(server)
                if any(path.suffix == ".po" for path in paths):
                    _compile_translations()
                server = _start()
    except KeyboardInterrupt:
        _stop(server)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen((sys.executable, "run.py"), cwd=ROOT, env={**os.environ, "DESKQ_DEV": "1"})


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait()


def _compile_translations() -> None:
    pybabel = (sys.executable, "-m", "babel.messages.frontend", "-q", "compile")
    subprocess.run((*pybabel, "-d", str(TRANSLATIONS), "-D", "deskq"), check=False)  # noqa: S603


if __name__ == "__main__":
    main()
