"""Renders outside requests what screens and papers of one office show."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, has_app_context

from deskq.access import ports, served_office
from deskq.core.extensions import db
from deskq.web import i18n


@contextmanager
def drawing_for(app: Flask, office_id: int, language: str) -> Iterator[None]:
    """Links that are drawn lead to pages of this office."""
    with ExitStack() as stack:
        if not has_app_context():
            stack.enter_context(app.app_context())
        prefix = ports.offices().prefix(db.session(), office_id)
        stack.enter_context(i18n.drawing_in(app, language, prefix))
        stack.enter_context(served_office.serving(office_id))
        yield
