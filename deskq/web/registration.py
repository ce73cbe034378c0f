"""Registers what all pages share: kinds of parts of addresses, static files, languages, filters, error pages, ports."""

from flask import Flask
from markupsafe import escape

from deskq.core import clock, ports
from deskq.web import (
    assets,
    component_gallery,
    error_handlers,
    fallback_names,
    filters,
    i18n,
    request_measures,
    scripts,
    upload_bodies,
)
from deskq.web.url_numbers import UrlNumber
from deskq.web.url_texts import UrlText


def init_app(app: Flask) -> None:
    """To be called before any other address is registered."""
    app.url_map.converters["int"] = UrlNumber
    app.url_map.converters["default"] = app.url_map.converters["string"] = UrlText
    request_measures.init_app(app)
    for page in (assets, component_gallery):
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals.update(
        asset=assets.asset, script=scripts.script, icon=assets.icon, now=clock.now, escape=escape
    )
    ports.init_app(app)
    i18n.init_app(app)
    filters.init_app(app)
    fallback_names.init_app(app)
    error_handlers.init_app(app)
    upload_bodies.init_app(app)
