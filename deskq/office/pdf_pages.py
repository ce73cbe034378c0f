"""Pages of an office as PDF files."""

from pathlib import Path
from typing import Any

from flask import Response

from deskq.access import identity
from deskq.core import client_address
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.web import filters
from deskq.web.pdf import downloads, printing
from deskq.web.pdf.printing import Paper


def paper(title: str = "") -> Paper:
    """For this office and this reader. ``title`` empty: the first heading of the page."""
    name = config_cache.of(db.session(), identity.office_id()).office.name
    return Paper(filters.named(name), title, client_address.network())


def answer(html: str, name: str, title: str = "") -> Response:
    """The PDF file of a page, or of a part of one. ``name``: of the file, without its ending."""
    return downloads.page(html, name, paper(title))


def set_by(template: Path, document: dict[str, Any], name: str) -> Response:
    """The PDF file of data that a template of Typst of its own sets. ``name``: of the file, without its ending."""
    return downloads.file(printing.of_document(document, template, client_address.network()), name)
