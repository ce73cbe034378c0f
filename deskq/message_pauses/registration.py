"""Registers the listeners, the background job and the SMS with a question."""

from flask import Flask

from deskq.jobs import table
from deskq.message_pauses import listeners, queries, sms_template
from deskq.message_pauses.jobs import jobs
from deskq.ratings.results import paused_clocks_port
from deskq.sms import notification_port


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions


def init_state(app: Flask) -> None:
    paused_clocks_port.PORT.bind(app, queries.paused_clocks)
    table.add(app, *jobs())
    notification_port.bind(app, sms_template.render, sms_template.ASKED)
