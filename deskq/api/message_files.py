"""Photos and PDF files of messages that a program filed."""

import base64
import binascii
from typing import Annotated

from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api.endpoint import endpoint
from deskq.api.messages import ACT
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.inbox.views import photo_uploads
from deskq.messages import tracking_code
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.transitions import CannotMove
from deskq.portal import service as portal
from deskq.queue.service.issue import KeyReused
from deskq.web import uploads
from deskq.web.forms import Form

#: Bytes of a file in base64 with the rest of the JSON.
LARGEST_BODY = uploads.PHOTO.largest * 4 // 3 + 4096
NO_BASE64 = N_("This file is not encoded in the right way.")


class FileIn(Form):
    """A photo (JPEG, PNG, WebP) or PDF of at most 12 MB, in base64."""

    content: Annotated[
        str, Field(min_length=1, max_length=LARGEST_BODY, json_schema_extra={"contentEncoding": "base64"})
    ]


class FilesOut(BaseModel):
    """``files``: how many the message has now."""

    code: str
    files: int


def _kept(caller: Caller, code: str, form: FileIn) -> str:
    """The name of the stored file, for a message that this program filed itself."""
    _own(caller, code)
    try:
        content = base64.b64decode(form.content, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput({"content": NO_BASE64}) from None
    return photo_uploads.keep_content(content, caller.by)


@endpoint(
    "POST",
    "/messages/<code>/files",
    act=ACT,
    body=FileIn,
    answer=FilesOut,
    status=201,
    refusals=(
        *(InvalidInput, NotFound, KeyReused, CannotMove, tracking_code.WrongCode, portal.AddedOften),
        *uploads.REFUSALS,
    ),
    limit="120 per minute",
    prepare=_kept,
    largest_body=LARGEST_BODY,
)
def add_message_file(caller: Caller, code: str, form: FileIn, prepared: str) -> FilesOut:
    """Add a photo or PDF to a message that this token filed, while it is open. The same file again is added once."""
    found = portal.add_file(caller.office_id, _own(caller, code), prepared)
    return FilesOut(code=found.code, files=len(message_queries.photos(db.session(), found.id)))


def _own(caller: Caller, code: str) -> int:
    """Id of the message if this token filed it. Raises as for an unknown message otherwise."""
    found = message_queries.by_code(db.session(), caller.office_id, tracking_code.read(code))
    if found is None or message_queries.steps(db.session(), found.id)[0].by != caller.by:
        raise NotFound
    return found.id
