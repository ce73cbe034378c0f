"""Registers what the hall page's charts are drawn with."""

from flask import Flask

from deskq.panel import drawing


def init_app(app: Flask) -> None:
    app.jinja_env.globals["small_chart"] = drawing
