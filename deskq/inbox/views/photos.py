"""Photos of messages, for those who see a message they belong to."""

from flask import Response, request

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.inbox.views.inbox import blueprint
from deskq.inbox.views.inbox_context import reader
from deskq.messages.queries import message
from deskq.web import uploads


@blueprint.get("/photos/<file>")
def photo(file: str) -> Response:
    who = reader()
    if not any(map(who.sees, message.by_file(db.session(), who.caller.office_id, file))):
        raise NotFound
    return uploads.send(file, small="small" in request.args)
