"""The visitor's page as an installable web app: manifest, service worker, offline page."""

from flask import Blueprint, Response, jsonify, render_template, request, send_from_directory, url_for
from flask_babel import gettext

from deskq.access import limit_keys
from deskq.core.extensions import limiter
from deskq.queue.views.phone import find
from deskq.web import assets, filters, i18n

blueprint = Blueprint("phone_app", __name__, url_prefix="/t")


@blueprint.get("/<secret>/app.webmanifest")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
@limiter.limit("600 per minute")
def manifest(secret: str) -> Response:
    """The installed app opens this ticket; the manifest contains no personal data."""
    found = find(secret)
    spoken, turn = i18n.language(), gettext("Ticket")
    answer = jsonify(
        name=gettext("My ticket"),
        short_name=f"{turn} {filters.digits(found.code)}",
        lang=spoken,
        dir="rtl" if spoken == "fa" else "ltr",
        start_url=url_for("phone.ticket", secret=secret),
        scope=f"{request.script_root}/t/",
        display="standalone",
        background_color="#ffffff",
        theme_color="#0b4f4c",
        icons=[{"src": assets.asset("mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    )
    answer.mimetype = "application/manifest+json"
    return answer


@blueprint.get("/worker.js")
def worker() -> Response:
    """Served under /t/ and not /static, because a service worker controls only the path it is loaded from."""
    return send_from_directory(assets.STATIC / "js", "worker.js")


@blueprint.get("/offline")
def offline() -> str:
    return render_template("phone/offline.html")
