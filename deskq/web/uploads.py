"""Photos of citizens and scans of their papers: where they lie, what may be sent, how they are shown.

They lie in instance/photos, outside everything that is served by its address; whoever shows one has decided before
that its reader may see it, and names it by what stands in the database, never by a path.
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
#: A slip of paper must be readable.
SCAN = Frame(LARGEST_MEGABYTES * MEGABYTE, 2200, 320)
#: Room in a form beside its pictures.
WORDS = MEGABYTE // 2


def folder() -> Path:
    return config.INSTANCE / "photos"


def take_more(most: int) -> None:
    """Let this request bring so many pictures, before anything reads its body (a ``url_value_preprocessor``); one that
    is longer is refused before it is read."""
    request.max_content_length = most * PHOTO.largest + WORDS
    if (request.content_length or 0) > request.max_content_length:
        raise images.PictureFileTooLarge(most=LARGEST_MEGABYTES)


def keep(sent: FileStorage | None, frame: Frame = PHOTO) -> str:
    """The name of a picture that came with a form, kept; "" when none was chosen."""
    if sent is None or not sent.filename:
        return ""
    return images.keep(sent.stream, folder(), frame)  # type: ignore[arg-type]


def sweep(used: Collection[str], now: float) -> None:
    """Delete the photos that nothing names any more, an hour after they came; ``now`` in seconds since 1970."""
    images.sweep(folder(), used, now)


def send(name: str, small: bool = False) -> Response:
    """A kept picture, to be shown and not to be stored on the way."""
    if not images.NAME.fullmatch(name):
        raise NotFound
    file = images.small(name) if small else name
    if not (folder() / file).is_file():
        raise NotFound
    answer = send_from_directory(folder(), file, mimetype="image/webp", conditional=False, etag=False)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
