"""Makes the PDF file of a page, or of a part of one, in a process of its own: one at a time, addresses take turns."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext

from deskq.core import clock
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, Unavailable
from deskq.core.fair_queue import FairQueue, QueueFull
from deskq.web import filters, i18n
from deskq.web.pdf import elements, parts

HERE = Path(__file__).parent
PROGRAM, TEMPLATE = HERE / "program.py", HERE / "document.typ"
FONTS = Path(__file__).parents[2] / "printing" / "fonts"
#: Address space and processor time of one file, and the seconds after which it is given up.
MEMORY_MEGABYTES, CPU_SECONDS, SECONDS = 1024, 30, 60
#: Seconds that a request waits for the files of others, and how many of one address wait.
MAX_WAIT, MOST_WAITING = 30.0, 8
#: A table with more columns is set across the page.
MOST_UPRIGHT = 7
#: What a Python needs to start; the process gets nothing else of the environment, above all no secret. Memory of one
#: thread: each would reserve some of the address space.
ENVIRONMENT = ("PATH", "LANG", "LD_LIBRARY_PATH")
ONE_THREAD = {"RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
_queue = FairQueue(MOST_WAITING)


class NoPdf(Unavailable):
    slug = "no-pdf"
    title = N_("The PDF file could not be made. Please open the page and print it; browsers can save it as PDF.")


class ManyPrint(Unavailable):
    slug = "many-print"
    title = N_("Another PDF file is being made right now. Please try again in a moment.")


@dataclass(frozen=True, slots=True)
class Paper:
    """``author``: the office, in the language of the document; ``title`` empty: the first heading of the page."""

    author: str
    title: str = ""
    #: For which the file is made, such as the reader's network address: they take turns.
    who: str = ""


def of_html(html: str, paper: Paper) -> bytes:
    """The PDF file of what a page says, in the language of the request. Raises ``NoPdf``, and ``ManyPrint`` if too
    many wait."""
    return of_document(as_document(html, paper), TEMPLATE, paper.who)


def of_document(document: dict[str, Any], template: Path, who: str) -> bytes:
    """The PDF file of data that a template of Typst sets; raises as ``of_html`` does."""
    end_reading()  # nobody holds a connection while they wait for their turn
    try:
        with _queue.turn(who, MAX_WAIT):
            return _printed(document, template)
    except QueueFull:
        raise ManyPrint from None


def as_document(html: str, paper: Paper) -> dict[str, Any]:
    """What ``document.typ`` reads."""
    page = elements.read(html)
    page = page.first("main") or page.first("body") or page
    found = parts.of_page(page, current_app.config["PUBLIC_URL"])
    tables = [part for part in found if part["is"] == "table"]
    for table in tables:
        table["left-said"] = filters.digits(table["left"])
    now = clock.now()
    return {
        "language": i18n.language(),
        "title": paper.title or parts.title_of(page),
        "author": paper.author,
        "said": str(gettext("Made on %(day)s at %(hour)s", day=filters.jdate(now), hour=filters.hour(now))),
        "page": str(gettext("Page %(n)s of %(total)s", n="{n}", total="{total}")),
        "left": str(gettext("%(n)s more rows do not fit in this file.", n="{n}")),
        "wide": any(len(table["columns"]) > MOST_UPRIGHT for table in tables),
        "parts": found,
    }


def _printed(document: dict[str, Any], template: Path) -> bytes:
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    words = [sys.executable, "-I", PROGRAM, template, FONTS, MEMORY_MEGABYTES, CPU_SECONDS]
    try:
        done = subprocess.run(  # noqa: S603
            [str(word) for word in words],
            input=json.dumps(document, ensure_ascii=False).encode(),
            capture_output=True,
            env=kept | ONE_THREAD,
            cwd="/",
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        current_app.logger.error("a PDF file could not be made: %s", reason_of(error))
        raise NoPdf from error
    if not done.stdout.startswith(b"%PDF-"):
        raise NoPdf
    return done.stdout


def reason_of(error: BaseException) -> str:
    """The last line of what the program said, without the document."""
    said = getattr(error, "stderr", None) or b""
    return str(said.decode(errors="replace").strip().rpartition("\n")[2][:300] or type(error).__name__)


def try_it() -> None:
    """Make a small file; raises ``NoPdf`` with its cause."""
    runs = [{"text": "سلام B-042", "strong": True, "small": False, "to": ""}]
    document = {
        "language": "fa", "title": "deskq", "author": "deskq", "said": "", "page": "{n}", "left": "", "wide": False,
        "parts": [{"is": "text", "runs": runs}],
    }  # fmt: skip
    _printed(document, TEMPLATE)
