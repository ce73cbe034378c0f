"""Registers health checks, metrics, commands and background jobs of operations."""

from flask import Flask

from deskq.jobs import table
from deskq.ops import cli, health
from deskq.ops.jobs import jobs


def init_app(app: Flask) -> None:
    health.init_app(app)
    cli.init_app(app)
    table.add(app, *jobs())
