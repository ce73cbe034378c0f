"""Directions to counters as drawn once for all phones whose tickets may be called at the same ones."""

from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from deskq.queue.screens.phone.types import Directions
from deskq.web.i18n import language

MOST = 500  #: that are kept


def init_app(app: Flask) -> None:
    """Templates call ``directions(ticket.directions)``."""

    @lru_cache(0 if app.jinja_env.auto_reload else MOST)
    def drawn(shown: Directions, language: str) -> Markup:
        module = app.jinja_env.get_template("components/places.html").module
        return module.places(shown)  # type: ignore[attr-defined,no-any-return]

    def directions(shown: Directions) -> Markup:
        return drawn(shown, language())

    app.jinja_env.globals.update(directions=directions)
