"""Checks of PDF files by their content, before they are stored unchanged (ADR 0118). Pure.

Refused are files that are not PDF (by their first and last bytes), need a password, or carry a program or another file.
The check also finds names spelled with ``#xx`` and reads objects in compressed streams, within limits, so that a small
file cannot unpack into gigabytes. Objects packed as no usual program packs them cannot be read here, and are refused.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

from deskq.core.errors import N_, DomainError
from deskq.core.sizes import MEGABYTE

BEGIN, END = b"%PDF-", b"%%EOF"
#: The end mark is within these last bytes, because some programs write something after it.
LAST_BYTES = 2048
#: Largest number of bytes unpacked from one stream, and from all streams.
MOST_OF_ONE, MOST_IN_ALL = 2 * MEGABYTE, 48 * MEGABYTE
#: Bytes that are searched at once, and the length of the longest name, spelled with ``#xx``.
PIECE, LONGEST_NAME = MEGABYTE // 4, 64
STREAM_BEGIN = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n?|\n)")
#: Number of bytes before a stream that describe it.
HEAD_BYTES = 400


def names(*words: str) -> bytes:
    """A pattern for any of these PDF names. Each letter may be spelled ``#xx``: to decode a large file takes long."""
    spelled = ("".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in word) for word in words)
    return f"/(?:{'|'.join(spelled)})(?![A-Za-z0-9#])".encode()


#: In the dictionary of a stream of objects; readers of PDF do not all ask for its type, but for ``/First``, a number
#: there, while that of an outline names an object.
OBJECTS, FIRST = re.compile(names("ObjStm")), re.compile(names("First") + rb"(?!\s+\d+\s+\d+\s+R)")
#: The short names of ``/Filter`` and its parameters, which some readers take.
SHORT = re.compile(names("F") + rb"\s*[/\[]|" + names("DP"))
#: The keyword ``stream`` with more text in its line. Some readers ignore that text, so that objects could be hidden
#: behind it; usual programs never write it.
ODD_STREAM = re.compile(rb"(?:>>|[\r\n\0])[ \t\f\0]*stream(?=[^A-Za-z0-9\r\n \t]|[ \t]+[^\r\n \t])")
MOST_STREAMS = 100_000
IMAGE = re.compile(names("Image"))
#: What unpacks a stream, unlike the name of a program that checks a signature, and how objects are packed that can be
#: read here.
FILTER, PARAMETERS = re.compile(names("Filter") + rb"(?!\s*/\w+\.)"), re.compile(names("DecodeParms"))
PACKED = re.compile(rb"/Filter\s*(/FlateDecode|\[\s*/FlateDecode\s*\])(?=[\s/>])")
#: PDF names of programs, embedded files, and forms with programs.
ACTIVE = re.compile(
    names(
        "JavaScript",
        "Rendition",
        "OnInstantiate",
        "Launch",
        "EmbeddedFile",
        "EmbeddedFiles",
        "RichMedia",
        "XFA",
        "SubmitForm",
        "ImportData",
    )
)
ENCRYPTED = re.compile(names("Encrypt"))


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
    if _has(ODD_STREAM, content):
        raise NoPdf
    if _has(ENCRYPTED, _without_streams(content)):
        raise LockedPdf
    if any(_has(ACTIVE, part) for part in (content, *_unpacked(content))):
        raise ActivePdf


def _has(pattern: re.Pattern[bytes], part: bytes) -> bool:
    """Looked for piece by piece: other threads of the server wait until a search is over."""
    return any(pattern.search(part, start, start + PIECE + LONGEST_NAME) for start in range(0, len(part), PIECE))


def _between_streams(content: bytes) -> Iterator[bytes]:
    """What is before the first stream; then each stream with what follows it, up to the next."""
    end = 0
    for number, found in enumerate(STREAM_BEGIN.finditer(content)):
        if number == MOST_STREAMS:
            raise NoPdf
        yield content[end : found.start()]
        end = found.end()
    yield content[end:]


def _without_streams(content: bytes) -> bytes:
    """Read once: to search the end of each stream that has none would hold up the server for hours."""
    outside = []
    for piece in _between_streams(content):
        _, end, rest = piece.partition(b"endstream")
        outside.append(rest if end else piece)
    return b"".join(outside)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Unpacks every compressed stream with objects, and the beginning of every other stream that is not a picture.
    Raises ``ActivePdf`` if they are longer than a letter needs, ``NoPdf`` if objects cannot be unpacked. A stream is
    all up to where the next begins: the word may also be in a comment, to hide the stream after it."""
    left = MOST_IN_ALL
    for described, packed in pairwise(_between_streams(content)):
        has_objects = bool(OBJECTS.search(described) or FIRST.search(described))
        if IMAGE.search(described[-HEAD_BYTES:]) and not has_objects:
            continue
        part, is_whole = _beginning(packed, left if has_objects else min(MOST_OF_ONE, left))
        left -= len(part)
        if left <= 0:
            raise ActivePdf
        if (
            has_objects
            and (FILTER.search(described) or SHORT.search(described))
            and not (is_whole and _is_packed_simply(described))
        ):
            raise NoPdf
        yield part


def _beginning(packed: bytes, most: int) -> tuple[bytes, bool]:
    """At most so many bytes of a compressed stream, and whether they are all; nothing if it is packed otherwise."""
    unpacking = zlib.decompressobj()
    try:
        return unpacking.decompress(packed, most), unpacking.eof
    except zlib.error:
        return b"", False


def _is_packed_simply(described: bytes) -> bool:
    """Whether ``FlateDecode`` alone brings out the objects: nothing else, not twice, without parameters."""
    return (
        not SHORT.search(described)
        and bool(PACKED.search(described))
        and len(FILTER.findall(described)) == 1
        and not PARAMETERS.search(described)
    )
