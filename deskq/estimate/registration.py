"""Registers the forecasts that screens show, and the job that makes them."""

from flask import Flask

from deskq.estimate import listeners, worker
from deskq.estimate.jobs import jobs
from deskq.jobs import table
from deskq.queue import wait_port


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions


def init_state(app: Flask) -> None:
    made = worker.init_app(app)
    wait_port.PORT.bind(app, made.board)
    table.add(app, *jobs(made))
