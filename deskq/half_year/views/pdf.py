"""The PDF of a published version. Headless Chromium prints it once from the page, without network, and one at a time:
anybody may ask for it, and each Chromium takes hundreds of megabytes."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import monotonic

import config
from deskq.core.db.fair_lock import FairLock
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, DomainError, Unavailable

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
STATIC = Path(config.__file__).parent / "static"
SECONDS = 60
PATIENCE = 20.0  #: seconds that a reader waits while another file is made
AGAIN = 300.0  #: seconds after which a file that could not be made is tried again
#: No network, no headers of the browser, files of this folder and of ``static`` only.
OPTIONS = (
    *("--headless", "--disable-gpu", "--no-pdf-header-footer", "--allow-file-access-from-files"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


class NoChromium(DomainError):
    slug, status = "no-pdf", 404
    title = N_("This server cannot make PDF files. Please open the report and print it; browsers can save it as PDF.")


class ManyPdfs(Unavailable):
    slug = "many-pdfs"
    title = N_("Another PDF file is being made right now. Please try again in a moment.")


_printing = FairLock()
_failed_at: dict[Path, float] = {}


def of_page(html: str, name: str) -> Path:
    """The PDF file of a page. ``name`` contains digest and language; a file of this name is made once. Raises
    ``NoChromium`` or ``ManyPdfs``."""
    kept = config.INSTANCE / "reports" / f"{name}.pdf"
    if not kept.exists():
        end_reading()  # nobody holds a connection while they wait for Chromium
        if not _printing.acquire(PATIENCE):
            raise ManyPdfs
        try:
            if not kept.exists():
                _make(html, kept)
        finally:
            _printing.release()
    return kept


def _make(html: str, kept: Path) -> None:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None or monotonic() - _failed_at.get(kept, -AGAIN) < AGAIN:
        raise NoChromium
    kept.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        try:
            made = _print(program, html, Path(folder))
        except NoChromium:
            _failed_at[kept] = monotonic()
            raise
        made.replace(kept)


def _print(program: str, html: str, folder: Path) -> Path:
    page, made = folder / "page.html", folder / "page.pdf"
    page.write_text(_local(html), encoding="utf-8")
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


def _local(html: str) -> str:
    """The page with styles, fonts and icons from the folder instead of the server, and without scripts."""
    html = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    return re.sub(r"/static/[0-9a-f]+/", f"{STATIC.as_uri()}/", html)
