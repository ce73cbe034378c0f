"""Photos of turns and plans of floors: kept in instance/places, re-encoded; whoever may see the directory sees them."""

from pathlib import Path

from flask import request
from sqlalchemy.orm import Session

import config
from deskq.building import queries
from deskq.core import clock, file_store
from deskq.core.disk_space import UploadsPaused
from deskq.core.sizes import MEGABYTE
from deskq.web import images, uploads
from deskq.web.images import Frame

LARGEST_MEGABYTES = 12
PHOTO = Frame(LARGEST_MEGABYTES * MEGABYTE, 1600)
PLAN = Frame(LARGEST_MEGABYTES * MEGABYTE, 2400)
FILE = "file"
ERROR_FIELDS = dict.fromkeys((*images.REFUSALS, UploadsPaused), FILE)


def folder() -> Path:
    return config.INSTANCE / "places"


def raise_upload_limit() -> None:
    """For those who may send a picture; must run before anything reads the body."""
    request.max_content_length = (LARGEST_MEGABYTES + 1) * MEGABYTE
    if (request.content_length or 0) > request.max_content_length:
        raise images.PictureFileTooLarge(most=LARGEST_MEGABYTES)


def keep(frame: Frame) -> str | None:
    """Store the picture that came with the form; None when no file was chosen."""
    sent = request.files.get(FILE)
    if sent is None or not sent.filename:
        return None
    uploads.check_room()
    return images.keep(sent.stream, folder(), frame)  # type: ignore[arg-type]


def size(name: str) -> tuple[int, int]:
    """Width and height in px."""
    from PIL import Image

    with Image.open(folder() / name) as picture:
        return picture.width, picture.height


def sweep(session: Session) -> None:
    file_store.sweep(folder(), queries.files(session), clock.now().timestamp())
