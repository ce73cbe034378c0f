"""Photos of citizens, scans of papers and PDF files: where they are stored, upload limits, how they are sent.

They are stored in instance/photos, which is not served by address. A page that sends one has checked before that its
reader may see it, and takes its name from the database, never from a path.
"""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import BinaryIO

from flask import Response, current_app, request, send_from_directory
from werkzeug.datastructures import FileStorage

import config
from deskq.core import addresses, disk_space
from deskq.core.disk_space import UploadsPaused
from deskq.core.errors import NotFound
from deskq.core.extensions import limiter
from deskq.web import images, papers, pending_uploads, upload_quotas
from deskq.web.images import MEGABYTE, Frame
from deskq.web.pending_uploads import Held
from deskq.web.pixel_budget import PixelBudget
from deskq.web.upload_quotas import UploadQuotaUsed

LARGEST_MEGABYTES = 12
PHOTO = Frame(LARGEST_MEGABYTES * MEGABYTE, 1600, 320)
#: The text on a paper form must be readable.
SCAN = Frame(LARGEST_MEGABYTES * MEGABYTE, 2200, 320)
#: Bytes for the other fields of a form.
TEXT_BYTES = MEGABYTE // 2
#: Every error that ``keep`` raises.
REFUSALS = (*images.REFUSALS, *papers.REFUSALS, UploadsPaused, UploadQuotaUsed)

_budget = PixelBudget()


def folder() -> Path:
    return config.INSTANCE / "photos"


def _markers() -> Path:
    return config.INSTANCE / "pending_photos"


def raise_upload_limit(most: int) -> None:
    """Allow this request up to ``most`` images, before anything reads its body (in a ``url_value_preprocessor``). A
    longer request is refused before it is read."""
    request.max_content_length = most * PHOTO.largest + TEXT_BYTES
    if (request.content_length or 0) > request.max_content_length:
        raise images.PictureFileTooLarge(most=LARGEST_MEGABYTES)


def keep(sent: FileStorage | None, frame: Frame = PHOTO, who: str = "", papers_too: bool = False) -> Held | None:
    """Store an image of a form, held until ``release``; None when none was chosen. ``papers_too``: or a PDF file.

    ``who`` sends it: the key of a person, otherwise the address of the request. Raises one of ``REFUSALS``.
    """
    if sent is None or not sent.filename:
        return None
    who = who or addresses.limit_key(request.remote_addr)
    check_room()
    upload_quotas.check(who)
    source: BinaryIO = sent.stream  # type: ignore[assignment]
    if papers_too and papers.is_paper(source):
        encoded = images.in_thread(lambda: papers.encode(source, frame.largest))
    else:
        encoded = images.encode(source, frame, who, _budget if limiter.enabled else None)
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
    """A stored image, or a PDF file as a download, as a response that no cache may store."""
    if papers.NAME.fullmatch(name):
        return _sent(name, "application/pdf", "attachment")
    if not images.NAME.fullmatch(name):
        raise NotFound
    return _sent(images.small(name) if small else name, "image/webp", "inline")


def _sent(file: str, kind: str, shown: str) -> Response:
    if not (folder() / file).is_file():
        raise NotFound
    response = send_from_directory(folder(), file, mimetype=kind, conditional=False, etag=False)
    response.headers["Content-Disposition"] = shown
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
