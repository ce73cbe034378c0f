"""Tickets on paper: rendered here, stored in an outbox, sent by a worker for each printer."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Read the printers of the settings, register the pages and the globals for templates."""
    from deskq.printing import fake_printer_page, listeners, printers, status, views

    assert listeners
    printers.init_app(app)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(fake_printer_page.blueprint)
    app.jinja_env.globals.update(
        printers_now=status.current,
        printer_here=status.here,
        browser_prints=status.browser_prints,
        prints_tokens=status.prints_tokens,
        papers_troubled=status.troubled,
        paper_failed=status.paper_failed,
    )
