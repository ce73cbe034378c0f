"""Photos of messages, for those who see a message they belong to."""

from flask import Response, request

from deskq import photos
from deskq.errors import NotFound
from deskq.extensions import db
from deskq.messages import queries, rules
from deskq.messages.views.inbox import blueprint
from deskq.messages.views.reader import reader


@blueprint.get("/photos/<file>")
def photo(file: str) -> Response:
    who, session = reader(), db.session()
    for message in queries.by_file(session, who.caller.office_id, file):
        if rules.sees(who.viewer, message, queries.units_of(session, message.id)):
            return photos.send(file, small=request.args.get("small") == "1")
    raise NotFound
