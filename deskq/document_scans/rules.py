"""What a scan is, and which files of a scanner's folder are one. Pure."""

from datetime import timedelta
from unicodedata import category

from deskq.core.errors import N_, DomainError, Forbidden, Unavailable

#: Files of one document, and of one application, from the desk.
MOST_OF_DOCUMENT, MOST_IN_ALL = 20, 200
#: For so long a phone may send its picture, and scans wait for an application that is never opened.
LINK_LASTS, DRAFT_LASTS = timedelta(minutes=10), timedelta(days=1)
#: A paper that was taken or discarded stays in the folder of the scanner for so long, for undo.
UNDO_LASTS = timedelta(hours=1)
#: Seconds after its last change in which a file of the folder may still be growing; after those of ``BROKEN`` one
#: without its end is said to be broken.
SETTLED, BROKEN = 2.0, 120.0
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".pdf")
#: Begins the content of a kind of file: what its last bytes hold when it is whole.
ENDS = {b"\xff\xd8": b"\xff\xd9", b"\x89PNG": b"IEND", b"%PDF": b"%%EOF"}
TAIL = 1024
LONGEST_NAME = 60


class ManyScans(DomainError):
    slug = "many-scans"
    title = N_("There are very many files for this document already. Please remove one first.")


class ScanTaken(DomainError):
    slug = "scan-taken"
    title = N_("This scan is not in the folder any more, or somebody else has just taken it.")


class ScanGone(DomainError):
    slug = "scan-gone"
    title = N_("This file was removed already.")


class ScanLinkOver(Forbidden):
    slug = "scan-link-over"
    title = N_("This page cannot be used any more. Please ask at the counter for a new code.")


class NoScanner(DomainError):
    slug = "no-scanner"
    title = N_("You are at no counter now, so there is no scanner.")


class ScannerFolder(Unavailable):
    """Its folder cannot be used; ``title`` of each kind says why."""

    slug = "scanner-folder"
    title = N_("The folder of this scanner cannot be read. Please tell IT.")


class FolderMissing(ScannerFolder):
    title = N_("The folder of this scanner is missing. Please tell IT.")


class FolderSilent(ScannerFolder):
    title = N_("The folder of this scanner does not answer. Please tell IT, and choose a file instead.")


class ScanTooLarge(DomainError):
    slug, status = "scan-too-large", 413
    title = N_("Too large: up to %(most)s MB.")


NOT_A_SCAN = N_("Not a picture or PDF file.")
NO_FILE = N_("Not a file of its own, so it is not opened.")
TOO_LARGE = ScanTooLarge.title
NOT_WHOLE = N_("Not complete. Please scan this paper again.")


def is_passed_over(name: str) -> bool:
    """Files that scanners and shared folders keep for themselves."""
    return name.startswith((".", "~")) or name.lower().endswith((".tmp", ".part", ".partial", "~", ".db", ".ini"))


def is_scan_name(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def is_whole(begins: bytes, ends: bytes) -> bool:
    """Whether a file that begins and ends so has arrived whole; of kinds without a known end that is assumed."""
    wanted = next((end for begin, end in ENDS.items() if begins.startswith(begin)), b"")
    return wanted in ends


def shown_name(name: str) -> str:
    """A file name of strangers as it may stand on a page: without control characters, not longer than a line."""
    readable = name.encode(errors="surrogateescape").decode(errors="replace")
    plain = "".join(one if category(one)[0] != "C" else "\ufffd" for one in readable)
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 12]}…{plain[-11:]}"
