"""Photos of messages, for those who see a message they belong to."""

from flask import Response, request

from deskq import photos
from deskq.errors import NotFound
from deskq.extensions import db
from deskq.messages import queries
from deskq.messages.views.inbox import blueprint
from deskq.messages.views.reader import reader


@blueprint.get("/photos/<file>")
def photo(file: str) -> Response:
    who = reader()
    if not any(map(who.sees, queries.by_file(db.session(), who.caller.office_id, file))):
        raise NotFound
    return photos.send(file, small="small" in request.args)
