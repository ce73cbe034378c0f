"""Registers what all pages share: languages and filters, error pages, the style sheets and scripts."""

from flask import Flask

from deskq.core import ports
from deskq.web import error_handlers, i18n


def init_app(app: Flask) -> None:
    ports.init_app(app)
    i18n.init_app(app)
    error_handlers.init_app(app)
