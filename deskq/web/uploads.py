"""Photos of citizens and scans of papers: where they are stored, upload limits, how they are sent.

They are stored in instance/photos, which is not served by address. A page that sends one has checked before that its
reader may see it, and takes its name from the database, never from a path.
"""

from collections.abc import Collection
from pathlib import Path

from flask import Response, request, send_from_directory
from werkzeug.datastructures import FileStorage

import config
from deskq.core.errors import NotFound
from deskq.web import images
from deskq.web.images import MEGABYTE, Frame

LARGEST_MEGABYTES = 12
PHOTO = Frame(LARGEST_MEGABYTES * MEGABYTE, 1600, 320)
#: The text on a paper form must be readable.
SCAN = Frame(LARGEST_MEGABYTES * MEGABYTE, 2200, 320)
#: Bytes for the other fields of a form.
TEXT_BYTES = MEGABYTE // 2


def folder() -> Path:
    return config.INSTANCE / "photos"


def raise_upload_limit(most: int) -> None:
    """Allow this request up to ``most`` images, before anything reads its body (in a ``url_value_preprocessor``). A
    longer request is refused before it is read."""
    request.max_content_length = most * PHOTO.largest + TEXT_BYTES
    if (request.content_length or 0) > request.max_content_length:
        raise images.PictureFileTooLarge(most=LARGEST_MEGABYTES)


def keep(sent: FileStorage | None, frame: Frame = PHOTO) -> str:
    """Store an image of a form; returns its file name, or "" when none was chosen."""
    if sent is None or not sent.filename:
        return ""
    return images.keep(sent.stream, folder(), frame)  # type: ignore[arg-type]


def sweep(used: Collection[str], now: float) -> None:
    """Delete photos whose names are not in ``used``, an hour after their upload; ``now`` in seconds since 1970."""
    images.sweep(folder(), used, now)


def send(name: str, small: bool = False) -> Response:
    """A stored image, as a response that no cache may store."""
    if not images.NAME.fullmatch(name):
        raise NotFound
    file = images.small(name) if small else name
    if not (folder() / file).is_file():
        raise NotFound
    response = send_from_directory(folder(), file, mimetype="image/webp", conditional=False, etag=False)
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
