"""Parts of the public page as they were drawn last, for a few seconds: many may read it at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, current_app
from markupsafe import Markup

from deskq.core import clock
from deskq.web import i18n

EXTENSION = "deskq_public_page"
#: How old a part may be. Estimates of waits are made every ten seconds; figures change each night, promises seldom.
WAITING, FIGURES = timedelta(seconds=5), timedelta(seconds=60)


def init_state(app: Flask) -> None:
    app.extensions[EXTENSION] = {}


def drawn(name: str, office_id: int, config_version: int, life: timedelta, draw: Callable[[], str]) -> Markup:
    """``config_version``: a change of the office's configuration is shown at once."""
    kept: dict[tuple[str, int, str], tuple[datetime, int, Markup]] = current_app.extensions[EXTENSION]
    key, now = (name, office_id, i18n.language()), clock.now()
    found = kept.get(key)
    if found is None or found[1] != config_version or not timedelta(0) <= now - found[0] < life:
        found = kept[key] = now, config_version, Markup(draw())  # noqa: S704 (a template drew it)
    return found[2]
