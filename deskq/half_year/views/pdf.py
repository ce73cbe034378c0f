"""The PDF of a published version. Headless Chromium prints it once from the page, without network.

Chromium takes some seconds and a good part of a gigabyte, so it prints one page at a time; addresses take turns.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import monotonic

from markupsafe import escape

import config
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, DomainError, Unavailable
from deskq.core.fair_queue import FairQueue, QueueFull

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
STATIC = Path(config.__file__).parent / "static"
SECONDS = 60
#: Seconds that a request waits for the printing of others, and how many of one address wait.
MAX_WAIT, MOST_WAITING = 30.0, 8
#: Seconds after which a file that could not be made is tried again.
AGAIN = 300.0
_queue = FairQueue(MOST_WAITING)
_failed_at: dict[Path, float] = {}
#: No network, no headers of the browser, files of this folder and of ``static`` only.
OPTIONS = (
    *("--headless", "--disable-gpu", "--no-pdf-header-footer", "--allow-file-access-from-files"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


class NoChromium(DomainError):
    slug, status = "no-pdf", 404
    title = N_("This server cannot make PDF files. Please open the report and print it; browsers can save it as PDF.")


class ManyPrint(Unavailable):
    slug = "many-print"
    title = N_("Another PDF file is being made right now. Please try again in a moment.")


def of_page(html: str, root: str, name: str, who: str) -> Path:
    """The PDF file of a page. ``root``: address in which its links are. ``name`` contains the digest and all else in
    which the page may differ; a file of this name is made once. ``who``: network address of the reader. Raises
    ``NoChromium``, and ``ManyPrint`` if too many wait."""
    kept = config.INSTANCE / "reports" / f"{name}.pdf"
    if kept.exists():
        return kept
    end_reading()  # nobody holds a connection while they wait for their turn
    try:
        with _queue.turn(who, MAX_WAIT):
            if not kept.exists():
                _make(kept, _local(html, root))
    except QueueFull:
        raise ManyPrint from None
    return kept


def _make(kept: Path, html: str) -> None:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None or monotonic() - _failed_at.get(kept, -AGAIN) < AGAIN:
        raise NoChromium
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        try:
            _print(program, html, Path(folder)).replace(kept)
        except NoChromium:
            _failed_at[kept] = monotonic()
            raise


def _print(program: str, html: str, folder: Path) -> Path:
    page, made = folder / "page.html", folder / "page.pdf"
    page.write_text(html, encoding="utf-8")
    root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    files = (f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={made}", page.as_uri())
    command = [program, *OPTIONS, *root, *files]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 (our own page)
    except (OSError, subprocess.SubprocessError) as error:
        raise NoChromium from error
    if not made.exists():
        raise NoChromium
    return made


def _local(html: str, root: str) -> str:
    """The page with styles, fonts and icons from the folder instead of the server, without scripts, and with links that
    lead to the server."""
    html = html.replace("<head>", f'<head><base href="{escape(root)}/">', 1)
    html = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    return re.sub(r"/static/[0-9a-f]+/", f"{STATIC.as_uri()}/", html)
