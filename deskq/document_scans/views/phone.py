"""The page by which a phone sends the picture of one document; its address is the secret."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.core.extensions import db, limiter
from deskq.core.text.names import Name
from deskq.document_scans.models import ScanLink
from deskq.document_scans.service import links
from deskq.inbox.views import photo_uploads
from deskq.inbox.views.photo_uploads import Photos
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.web import uploads

blueprint = Blueprint("scan_phone", __name__, url_prefix="/scan")


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Pictures, by an address that was given out."""
    if request.method == "POST" and values is not None and links.is_open(values["secret"]):
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.get("/<secret>")
@limiter.limit("60 per minute")
def show(secret: str) -> str:
    return _page(links.open_link(secret), secret, FilledForm())


@blueprint.post("/<secret>")
@limiter.limit("20 per minute")
def send(secret: str) -> Response | tuple[str, int]:
    link = links.open_link(secret)
    sent = Photos(uploads.SCAN)

    def do() -> str:
        sent.check()
        links.send(secret, sent.names)
        return url_for("scan_phone.show", secret=secret)

    return admin_pages.submit(
        do, lambda form: _page(link, secret, form, sent.shown_again()), photo_uploads.ERROR_FIELDS
    )


def _page(link: ScanLink, secret: str, form: FilledForm, kept: list[str] | None = None) -> str:
    session = db.session()
    link = session.merge(link)
    return render_template(
        "document_scans/phone.html",
        office=config_cache.of(session, link.office_id).office.name,
        document=Name(link.name_fa, link.name_en),
        sent=link.used_at is not None,
        secret=secret,
        form=form,
        kept=kept or [],
        most_photos=photo_uploads.MOST,
        most_megabytes=uploads.LARGEST_MEGABYTES,
    )
