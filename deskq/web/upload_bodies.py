"""How many megabytes of forms with photos one address, and all together, may be sending to this process at once.

Until such a form is read, its photos are temporary files, however slowly it comes: nothing has been counted or refused
yet. Without a limit, open connections of a stranger would fill the disk.
"""

import tempfile
from collections import Counter
from pathlib import Path

from flask import Flask, current_app, request

from deskq.core import client_address, disk_space
from deskq.core.disk_space import UploadsPaused
from deskq.core.errors import N_, RateLimited
from deskq.core.extensions import limiter
from deskq.core.sizes import MEGABYTE

#: Bytes of one address: three of the largest forms, or some sixty with one photo each.
MOST_OF_ONE = 150 * MEGABYTE
#: Bytes of all that are received also where the disk has less than its reserve: the page then says so itself.
ALWAYS = 100 * MEGABYTE
COUNTED = "deskq.upload_body"  #: in the environment of the request

_receiving: Counter[str] = Counter()


class ManyUploads(RateLimited):
    slug = "many-uploads"
    title = N_("Many photos are being sent from here at the same time. Please try again in a moment.")


def take() -> None:
    """Count the bytes of this request's body until the request ends. A body of unknown length counts as the longest
    that is allowed. Raises ``ManyUploads`` if its address, ``UploadsPaused`` if all together send too much."""
    unknown = request.max_content_length if request.environ.get("wsgi.input_terminated") else 0
    length = unknown if request.content_length is None else request.content_length
    if not limiter.enabled or not length or COUNTED in request.environ:
        return
    who = client_address.network()
    if _receiving[who] + length > MOST_OF_ONE:
        raise ManyUploads
    free = disk_space.free_bytes(Path(tempfile.gettempdir()))
    room = free - current_app.config["UPLOAD_RESERVE_MB"] * MEGABYTE
    if _receiving.total() + length > max(room, ALWAYS):
        raise UploadsPaused
    _receiving[who] += length
    request.environ[COUNTED] = who, length


def _release(error: BaseException | None) -> None:
    who, length = request.environ.pop(COUNTED, ("", 0))
    if length:
        _receiving[who] -= length
        if not _receiving[who]:
            del _receiving[who]


def init_app(app: Flask) -> None:
    app.teardown_request(_release)
