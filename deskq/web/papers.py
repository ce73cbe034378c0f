"""Uploaded PDF files: recognised by content, refused with a password or with anything that acts by itself. They are
stored unchanged and sent as a download only, so that no browser opens one beside a page of ours."""

import os
import re
import zlib
from typing import BinaryIO

from deskq.core import file_store
from deskq.core.errors import N_, DomainError
from deskq.web.images import MEGABYTE, Encoded

NAME = re.compile(r"[0-9a-f]{40}\.pdf")
BEGINS = b"%PDF-"
#: A viewer looks for the end in so many last bytes.
TAIL = 2048
#: What a paper does not need: scripts, programs, files in files, films, forms that send.
ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)\b")
LOCKED = re.compile(rb"/Encrypt\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
#: Objects packed together, in which names can hide; how much of them is unpacked at most.
PACKED = re.compile(rb"/ObjStm\b.{0,600}?stream\r?\n", re.S)
MOST_UNPACKED, MOST_PACKS = 32 * MEGABYTE, 2000


class PaperTooLarge(DomainError):
    slug, status = "paper-too-large", 413
    title = N_("Files can be up to %(most)s MB. Please choose a smaller one.")


class NoPaper(DomainError):
    slug, status = "no-paper", 422
    title = N_("We cannot open this PDF file. Please send a photo of the paper instead.")


class LockedPaper(DomainError):
    slug, status = "locked-paper", 422
    title = N_("This PDF file is locked with a password. Please send it without one, or send a photo of the paper.")


class ActivePaper(DomainError):
    slug, status = "active-paper", 422
    title = N_(
        "This PDF file contains programs or other files, which we do not accept. Please send a photo of the paper."
    )


#: Every error that ``encode`` raises.
REFUSALS = (PaperTooLarge, NoPaper, LockedPaper, ActivePaper)


def is_paper(source: BinaryIO) -> bool:
    """Whether the content begins as a PDF file does; its name and type say nothing."""
    source.seek(0)
    begins = source.read(len(BEGINS)) == BEGINS
    source.seek(0)
    return begins


def encode(source: BinaryIO, largest: int) -> Encoded:
    """The file as it is stored, or one of ``REFUSALS``. ``largest``: bytes."""
    if source.seek(0, os.SEEK_END) > largest:
        raise PaperTooLarge(most=largest // MEGABYTE)
    source.seek(0)
    content = source.read()
    check(content)
    return Encoded(file_store.name(source, "pdf"), [content])


def check(content: bytes) -> None:
    if not content.startswith(BEGINS) or b"%%EOF" not in content[-TAIL:] or b"startxref" not in content[-TAIL:]:
        raise NoPaper
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if LOCKED.search(plain):
        raise LockedPaper
    if ACTS.search(plain) or _acts_in_packed(content):
        raise ActivePaper


def _acts_in_packed(content: bytes) -> bool:
    left = MOST_UNPACKED
    for nth, found in enumerate(PACKED.finditer(content)):
        try:
            unpacked = zlib.decompressobj().decompress(memoryview(content)[found.end() :], left)
        except zlib.error:
            continue  # not packed this way: seen above, or unreadable for a viewer too
        left -= len(unpacked)
        if left <= 0 or nth > MOST_PACKS:
            return True  # more than a paper needs
        if ACTS.search(ESCAPED.sub(lambda hexed: bytes([int(hexed[1], 16)]), unpacked)):
            return True
    return False
