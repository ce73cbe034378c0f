"""Photos of a message, for those who track it."""

from flask import request
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.messages.queries import message
from deskq.portal import access
from deskq.portal.views.tracking import blueprint
from deskq.web import uploads


@blueprint.get("/messages/photos/<file>")
@limiter.limit("240 per minute")
def photo(file: str) -> Response:
    """A photo of a message that this browser has access to, or of its primary message; with the ``code`` of an
    anonymous message, a photo of the finished work."""
    session, office_id = db.session(), identity.office_id()
    if not message.has_photo(session, office_id, access.proven_codes(), file):
        found = access.find(request.args["code"]) if "code" in request.args else None
        if found is None or not access.is_anonymous(found):
            raise NotFound
        if not message.has_photo(session, office_id, [found.code], file, "proof"):
            raise NotFound
    return uploads.send(file, small="small" in request.args)
