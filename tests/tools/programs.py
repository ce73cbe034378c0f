"""Programs of other packages that tests use, and a machine may lack: where they are, and which Debian package has them.

As a script it needs Python alone: ``packages`` prints the Debian packages of all, ``missing`` those of this machine,
``hide FOLDER`` fills the folder with links to every program of PATH but these, and ``not-run FILE`` says what the tests
of ``make check`` left out (``tests/tools/left_out.py``).
"""

import os
import shutil
import sys
from collections import Counter
from pathlib import Path

#: {what a test asks ``require`` for: Debian packages that have it}.
PACKAGES = {
    "Chromium": ("chromium",),
    "Node": ("nodejs",),
    "npm": ("npm",),
    "axe-core of npm": ("npm",),  # `make lint-web` fetches it
    "PostgreSQL": ("postgresql",),
    "initdb of PostgreSQL": ("postgresql",),
    "pg_dump": ("postgresql",),
    "pgbouncer": ("pgbouncer",),
    "Redis": ("redis-server",),
    "redis-server": ("redis-server",),
    "nginx": ("nginx",),
    "espeak-ng": ("espeak-ng",),
    "ffmpeg": ("ffmpeg",),
    "Poppler": ("poppler-utils",),
    "libfribidi": ("libfribidi0",),
    "cc": ("gcc", "libc6-dev"),
    "git": ("git",),
    "systemd-analyze": ("systemd",),
    "systemd-analyze and libseccomp": ("systemd", "libseccomp2"),
}
#: {what is asked for: its programs, of which one is enough}. What is not here is asked otherwise: a server, a library.
PROGRAMS = {
    # The shell is the same engine without the windows around it, which take two thirds of the processor time of a page.
    "Chromium": ("chromium-headless-shell", "chromium"),
    "Node": ("node",),
    "npm": ("npm",),
    "initdb of PostgreSQL": ("initdb",),
    "pg_dump": ("pg_dump",),
    "pgbouncer": ("pgbouncer",),
    "redis-server": ("redis-server",),
    "nginx": ("nginx",),
    "espeak-ng": ("espeak-ng",),
    "ffmpeg": ("ffmpeg",),
    "Poppler": ("pdfinfo",),
    "cc": ("cc",),
    "systemd-analyze": ("systemd-analyze",),
}
#: Names under which the same programs can be found too.
ALSO_HIDDEN = {
    "chromium-browser", "google-chrome", "npx", "corepack", "psql", "pg_restore", "pg_ctl", "postgres", "pg_ctlcluster",
    "createdb", "dropdb", "redis-cli", "espeak", "ffprobe", "pdftotext", "pdffonts", "gcc", "c99", "timedatectl",
    "systemctl",
}  # fmt: skip
#: Debian keeps programs of root and of PostgreSQL outside of the PATH of a usual person.
MORE_FOLDERS = ("/usr/sbin", "/usr/lib/postgresql/*/bin")
#: Set by ``.ci/bare``: only PATH counts.
BARE = "DESKQ_TEST_BARE"


def find(name: str) -> Path | None:
    """The program that is asked for by a name of ``PROGRAMS``, None if this machine lacks it."""
    for program in PROGRAMS[name]:
        path = shutil.which(program, path=os.pathsep.join(_folders()))
        if path is not None:
            return Path(path)
    return None


def packages(names: list[str]) -> list[str]:
    """The Debian packages that have what is asked for by these names, each once."""
    return list(dict.fromkeys(package for name in names for package in PACKAGES.get(name, ())))


def missing() -> list[str]:
    """The names of what this machine lacks."""
    absent = [name for name in PROGRAMS if find(name) is None]
    if "cc" not in absent and not Path("/usr/include/stdio.h").exists():
        absent.append("cc")
    return absent if _has_fribidi() else [*absent, "libfribidi"]


def sentence(skipped: Counter[str]) -> str:
    """What was not run, and how to get it. ``skipped``: {what is missing: how many tests were skipped for it}."""
    if not skipped:
        return "Everything was run."
    parts = ", ".join(f"{name} ({count})" for name, count in skipped.most_common())
    install = packages(list(skipped))
    how = f"\nTo run these too: apt install {' '.join(install)}" if install else ""
    return f"NOT RUN, because this machine lacks them (number of tests): {parts}.{how}"


def hide(folder: Path) -> None:
    """Fill a new folder with links to all programs of PATH but those of ``PROGRAMS``."""
    hidden = {program for programs in PROGRAMS.values() for program in programs} | ALSO_HIDDEN
    folder.mkdir(parents=True)
    for place in os.environ["PATH"].split(os.pathsep):
        for program in sorted(Path(place).iterdir()) if Path(place).is_dir() else ():
            link = folder / program.name
            if program.name not in hidden and not link.is_symlink():
                link.symlink_to(program)


def _folders() -> list[str]:
    on_path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if os.environ.get(BARE):
        return on_path
    return on_path + [str(folder) for more in MORE_FOLDERS for folder in sorted(Path("/").glob(more[1:]), reverse=True)]


def _has_fribidi() -> bool:
    import ctypes

    try:
        ctypes.CDLL("libfribidi.so.0")
    except OSError:
        return False
    return True


def main(words: list[str]) -> None:
    match words:
        case ["packages"]:
            print(*packages(list(PACKAGES)))
        case ["missing"]:
            print(*packages(missing()))
        case ["hide", folder]:
            hide(Path(folder))
        case ["not-run", file]:
            lines = Path(file).read_text().splitlines() if Path(file).exists() else []
            print(sentence(Counter(lines)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
