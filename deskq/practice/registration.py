"""Registers the page of practice, its events and job, who sees practice halls, and what pages show of them."""

from flask import Flask

from deskq.access import served_office
from deskq.core import event_types
from deskq.jobs import table
from deskq.practice import events, gate, jobs, shown, views
from deskq.practice.cards import views as cards
from deskq.queue import practice_port


def init_app(app: Flask) -> None:
    event_types.register(events)
    served_office.guard_by(app, gate.guard)
    app.jinja_env.globals["in_practice"] = shown.in_practice
    app.jinja_env.globals["is_offered"] = shown.is_offered
    for pages in (views, cards):
        app.register_blueprint(pages.blueprint)


def init_state(app: Flask) -> None:
    practice_port.PORT.bind(app, shown.Shown())
    table.add(app, *jobs.jobs())
