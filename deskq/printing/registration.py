"""Registers the printers, their pages, events and jobs, and what templates may ask of them."""

from flask import Flask

from deskq.core import event_types
from deskq.printing import events, fake_printer_page, jobs, listeners, printers, status, views


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    printers.init_app(app)
    for page in (views, fake_printer_page):
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals.update(
        printers_now=status.current,
        printer_here=status.here,
        browser_prints=status.browser_prints,
        prints_tokens=status.prints_tokens,
        papers_troubled=status.troubled,
        paper_failed=status.paper_failed,
    )
    jobs.add(app)
