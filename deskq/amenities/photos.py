"""The photo that comes with a repair: stored with those of other features, outside everything that is served."""

from flask import after_this_request, request
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import outage_log
from deskq.core.db import availability
from deskq.core.extensions import db
from deskq.web import uploads

FIELD = "photo"
ERROR_FIELDS = dict.fromkeys(uploads.REFUSALS, FIELD)


def keep() -> str:
    """Store the photo of this form; its name, or "" when none was chosen. Raises one of ``uploads.REFUSALS``."""
    person = identity.signed_in()
    held = uploads.keep(request.files.get(FIELD), uploads.PHOTO, f"person {person.id}" if person else "")
    if held is None:
        return ""

    @after_this_request
    def release(response: Response) -> Response:
        """The form has its answer already, so nothing fails here: the job of uploads tries again."""
        try:
            uploads.release([held], uploads.used)
        except Exception as error:
            db.session.rollback()
            if availability.is_outage(error):
                availability.failed(error)
            else:
                outage_log.failed("deleting photos of repairs", "failed and will be retried", with_trace=True)
        else:
            outage_log.works("deleting photos of repairs")
        return response

    return held.photo
