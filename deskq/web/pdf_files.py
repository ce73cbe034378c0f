"""Checks of PDF files by their content, before they are stored unchanged (ADR 0118). Pure.

Refused are files that are not PDF (by their first and last bytes), need a password, or carry a program or another file.
The check also reads names spelled with ``#xx`` and objects in compressed streams, within limits, so that a small file
cannot unpack into gigabytes.
"""

import re
import zlib
from collections.abc import Iterator

from deskq.core.errors import N_, DomainError
from deskq.core.sizes import MEGABYTE

BEGIN, END = b"%PDF-", b"%%EOF"
#: The end mark is within these last bytes, because some programs write something after it.
LAST_BYTES = 2048
#: Largest number of bytes unpacked from one stream, and from all streams.
MOST_OF_ONE, MOST_IN_ALL = 2 * MEGABYTE, 48 * MEGABYTE
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
#: Number of bytes before a stream that describe it.
HEAD_BYTES = 400
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
#: PDF names of programs, embedded files, and forms with programs.
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])")
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")


class PdfTooLarge(DomainError):
    slug, status = "pdf-too-large", 413
    title = N_("PDF files can be up to %(most)s MB. Please choose a smaller one.")


class NoPdf(DomainError):
    slug, status = "no-pdf", 422
    title = N_("This file is called a PDF, but it is something else or it is damaged. Please save it as PDF again.")


class LockedPdf(DomainError):
    slug, status = "locked-pdf", 422
    title = N_("This PDF is protected with a password. Please send it without, or send a photo of the page.")


class ActivePdf(DomainError):
    slug, status = "active-pdf", 422
    title = N_(
        "This PDF contains a program, a form that sends data, or another file. For safety we cannot accept it. Please "
        "print it as a new PDF, or send a photo of the page."
    )


REFUSALS = (PdfTooLarge, NoPdf, LockedPdf, ActivePdf)


def check(content: bytes, largest: int) -> None:
    """Raises one of ``REFUSALS`` unless the file may be stored. ``largest``: bytes."""
    if len(content) > largest:
        raise PdfTooLarge(most=largest // MEGABYTE)
    last = content[-LAST_BYTES:]
    if not content.startswith(BEGIN) or END not in last or b"startxref" not in last:
        raise NoPdf
    if ENCRYPTED.search(_plain(_without_streams(content))):
        raise LockedPdf
    if any(ACTIVE.search(_plain(part)) for part in (content, *_unpacked(content))):
        raise ActivePdf


def _plain(part: bytes) -> bytes:
    """The part with its ``#xx`` names decoded."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part) if b"#" in part else part


def _without_streams(content: bytes) -> bytes:
    return STREAM.sub(b"", content)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Unpacks every compressed stream with objects, and the beginning of every other stream that is not a picture.
    Raises ``ActivePdf`` if they are longer than a letter needs."""
    left = MOST_IN_ALL
    for found in STREAM.finditer(content):
        head = _plain(content[max(0, found.start() - HEAD_BYTES) : found.start()])
        if b"/Image" in head:
            continue
        try:
            part = zlib.decompressobj().decompress(found[1], left if b"/ObjStm" in head else min(MOST_OF_ONE, left))
        except zlib.error:
            continue
        left -= len(part)
        if left <= 0:
            raise ActivePdf
        yield part
