"""Registers the printers, their pages, events and jobs, and what pages show of them."""

from flask import Flask

from deskq.core import event_types
from deskq.printing import events, fake_printer_page, jobs, listeners, printers, status, views
from deskq.queue import printing_port


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    for page in (views, fake_printer_page):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    printers.init_app(app)
    printing_port.PORT.bind(app, status)
    jobs.add(app)
