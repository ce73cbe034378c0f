"""Registers the pages on which applications are opened and visitors sent on."""

from flask import Flask

from deskq.application_opening import events
from deskq.application_opening.queries import referrals
from deskq.application_opening.views import opening, referral
from deskq.core import clock, event_types
from deskq.core.extensions import db


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.jinja_env.globals["referrals_of"] = lambda one: referrals.of_application(db.session(), one, clock.now())
    for page in (opening, referral):
        app.register_blueprint(page.blueprint)
