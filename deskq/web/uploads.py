"""Photos of citizens, scans of papers and PDF files: storage, upload limits, and download. They are stored in
instance/photos, which is not served directly. A page that sends one first checks that its reader may see it, and takes
its name from the database, never from a path.
"""

import re
from collections.abc import Callable, Collection, Iterable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from flask import Flask, Response, current_app, request, send_from_directory
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

import config
from deskq.core import addresses, disk_space, file_store
from deskq.core.disk_space import UploadsPaused
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.core.sizes import MEGABYTE
from deskq.web import images, pdf_files, pending_uploads, upload_bodies, upload_quotas
from deskq.web.images import Encoded, Frame
from deskq.web.pending_uploads import Held
from deskq.web.pixel_budget import PixelBudget
from deskq.web.upload_quotas import UploadQuotaUsed

LARGEST_MEGABYTES = 12
PHOTO = Frame(LARGEST_MEGABYTES * MEGABYTE, 1600, 320)
#: The text on a paper form must be readable.
SCAN = Frame(LARGEST_MEGABYTES * MEGABYTE, 2200, 320)
#: Bytes for the other fields of a form.
TEXT_BYTES = MEGABYTE // 2
PDF, PDF_NAME = "application/pdf", re.compile(r"[0-9a-f]{40}\.pdf")
#: Every error that ``keep`` raises.
REFUSALS = (*images.REFUSALS, *pdf_files.REFUSALS, UploadsPaused, UploadQuotaUsed)

_budget = PixelBudget()
OWNERS = "deskq_photo_owners"
#: ``files(session, among)``: every photo that rows of a feature refer to, or those of ``among``.
Files = Callable[[Session, Collection[str] | None], set[str]]


def add_owner(app: Flask, files: Files) -> None:
    """Register a feature whose rows refer to photos, so that these are not deleted."""
    app.extensions.setdefault(OWNERS, []).append(files)


def used(among: Collection[str] | None = None) -> set[str]:
    """The photos to which stored rows refer, or those of ``among``."""
    found: set[str] = set()
    return found.union(*(files(db.session(), among) for files in current_app.extensions.get(OWNERS, ())))


def folder() -> Path:
    return config.INSTANCE / "photos"


def _markers() -> Path:
    return config.INSTANCE / "pending_photos"


def raise_upload_limit(most: int) -> None:
    """Allow this request up to ``most`` images, before anything reads its body (in a ``url_value_preprocessor``). A
    longer request is refused before it is read, and so are more than can come at once (``upload_bodies``)."""
    request.max_content_length = most * PHOTO.largest + TEXT_BYTES
    if (request.content_length or 0) > request.max_content_length:
        raise _too_large(most)
    upload_bodies.take()


def _too_large(most: int) -> images.PictureFileTooLarge:
    if most == 1:
        return images.PictureFileTooLarge(most=LARGEST_MEGABYTES)
    return images.PicturesTooLarge(number=most, most=LARGEST_MEGABYTES)


def keep(sent: FileStorage | None, frame: Frame = PHOTO, who: str = "", pdf: bool = False) -> Held | None:
    """Store an image of a form (with ``pdf`` also a PDF), held until ``release``. None if no file was chosen. ``who``:
    key of the sender, or the network address. Raises one of ``REFUSALS``.
    """
    if sent is None or not sent.filename:
        return None
    source: BinaryIO = sent.stream  # type: ignore[assignment]
    named = sent.mimetype == PDF or sent.filename.lower().endswith(".pdf")
    return keep_file(source, frame, who, pdf and (named or begins_as_pdf(source)))


def keep_file(source: BinaryIO, frame: Frame, who: str, is_pdf: bool) -> Held:
    """The same for given content; ``is_pdf``: it is declared as PDF, or begins like one."""
    who = who or addresses.limit_key(request.remote_addr)
    check_room()
    upload_quotas.check(who)
    budget = _budget if limiter.enabled else None
    encoded = _checked_pdf(source, frame.largest) if is_pdf else images.encode(source, frame, who, budget)
    upload_quotas.count(who, encoded.size)
    held = pending_uploads.new(encoded.name, who)
    try:
        hold(held)
        images.store(encoded, folder())
    except OSError as error:
        if disk_space.is_full(error):
            raise UploadsPaused from None
        raise
    return held


def begins_as_pdf(source: BinaryIO) -> bool:
    source.seek(0)
    return source.read(len(pdf_files.BEGIN)) == pdf_files.BEGIN


def _checked_pdf(source: BinaryIO, largest: int) -> Encoded:
    source.seek(0)
    content = source.read(largest + 1)
    images.in_thread(lambda: pdf_files.check(content, largest))
    return Encoded(file_store.name(BytesIO(content), "pdf"), [content])


def check_room() -> None:
    """``UploadsPaused`` when the rest of the disk is left to the queue."""
    disk_space.check_uploads(config.INSTANCE, current_app.config["UPLOAD_RESERVE_MB"])


def hold(held: Held) -> None:
    """Hold a stored photo for a form that was sent just now."""
    images.in_thread(lambda: pending_uploads.hold(_markers(), held))


def release(those: Iterable[Held], used: Callable[[Collection[str]], Collection[str]]) -> None:
    """These photos need not be held any more. They are deleted, except those that others hold, or that are ``used``:
    called with names, it returns which of them a message has."""
    unheld = images.in_thread(lambda: pending_uploads.release(_markers(), those, folder()))
    if unheld:
        still = used([one.photo for one in unheld])
        images.in_thread(lambda: pending_uploads.delete(unheld, still, folder()))


def release_due(used: Callable[[Collection[str]], Collection[str]], now: float) -> None:
    """Release those whose form was not sent again in time, and those that are too many; ``now`` in seconds since
    1970."""
    release(images.in_thread(lambda: pending_uploads.due(_markers(), now)), used)


def held() -> set[str]:
    """The photos that forms hold now."""
    return {one.photo for one in pending_uploads.held(_markers())}


def sweep(used: Collection[str], now: float) -> None:
    """Delete photos whose names are not in ``used``, an hour after their upload; ``now`` in seconds since 1970."""
    images.sweep(folder(), {*used, *held()}, now)


def forget() -> None:
    """Forget what was counted (tests)."""
    _budget.forget()


def send(name: str, small: bool = False) -> Response:
    """Send a stored image, or a PDF as a download, which is never shown inside a page. No cache may store the
    response."""
    if PDF_NAME.fullmatch(name):
        response = _from_folder(name, PDF)
        response.headers["Content-Disposition"] = f'attachment; filename="attachment-{name[:8]}.pdf"'
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
    if not images.NAME.fullmatch(name):
        raise NotFound
    response = _from_folder(images.small(name) if small else name, "image/webp")
    response.headers["Content-Disposition"] = "inline"
    return response


def _from_folder(file: str, kind: str) -> Response:
    if not (folder() / file).is_file():
        raise NotFound
    response = send_from_directory(folder(), file, mimetype=kind, conditional=False, etag=False)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
