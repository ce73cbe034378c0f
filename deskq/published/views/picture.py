"""The picture that is shown where the address of the public page is shared."""

from flask import Response, current_app, request
from flask_babel import gettext

from deskq.access import identity
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.printing import canvas
from deskq.published import drawing
from deskq.published.drawing import Fact
from deskq.published.queries import figures
from deskq.published.views.page import LIMIT, blueprint
from deskq.published.views.sharing import facts
from deskq.web import filters, i18n

HOUR = 3600  # seconds
#: Keep an address in its own direction within a Persian line.
LTR, END = "\u2066", "\u2069"


@blueprint.get("/picture.png")
@limiter.limit(LIMIT)
def picture() -> Response:
    """No waits of this moment: messengers keep the picture for days."""
    if canvas.missing():
        raise NotFound
    session, office_id = db.session(), identity.office_id()
    name = config_cache.of(session, office_id).office.name
    found = facts(figures.latest(session, office_id))
    answer = Response(_drawn(name, found), mimetype="image/png")
    answer.cache_control.public, answer.cache_control.max_age = True, HOUR
    return answer


def _drawn(office: Name, shown: tuple[Fact, ...]) -> bytes:
    language = i18n.language()
    address = str(current_app.config["PUBLIC_URL"]).partition("://")[2] + request.script_root
    foot = gettext("Waits now, all figures and open data: %(address)s", address=f"{LTR}{address}/published{END}")
    return drawing.png(language, gettext("Our results"), filters.named(office), shown, foot)
