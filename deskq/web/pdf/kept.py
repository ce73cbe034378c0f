"""PDF files of what never changes, made once and kept."""

import threading
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import monotonic

import config
from deskq.web.pdf.printing import ManyPrint, NoPdf, Paper, of_html

#: Part of each name: files of an older form are not used any more.
FORM = "t1"
#: Seconds after which a file that could not be made is tried again.
AGAIN = 300.0
_failed_at: dict[Path, float] = {}
_being_made: dict[Path, threading.Lock] = {}


def of_page(html: str, paper: Paper, name: str) -> Path:
    """The PDF file of a page. ``name`` contains all in which the page may differ; a file of this name is made once."""
    kept = config.INSTANCE / "reports" / f"{name}-{FORM}.pdf"
    if kept.exists():
        return kept
    if monotonic() - _failed_at.get(kept, -AGAIN) < AGAIN:
        raise NoPdf
    try:
        with _being_made.setdefault(kept, threading.Lock()):
            if not kept.exists():
                _make(kept, html, paper)
    finally:
        _being_made.pop(kept, None)
    return kept


def _make(kept: Path, html: str, paper: Paper) -> None:
    try:
        content = of_html(html, paper)
    except ManyPrint:
        raise
    except NoPdf:
        _failed_at[kept] = monotonic()
        raise
    kept.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as file:
        file.write(content)
    try:
        Path(file.name).replace(kept)
    except BaseException:
        with suppress(OSError):
            Path(file.name).unlink()
        raise
