"""Registers the tracking page of applications, and the SMS with the code that verifies an applicant."""

from flask import Flask

from deskq.application_tracking import desk, listeners, proof, sms_template, views
from deskq.application_tracking.queries import APPLICANT
from deskq.sms import notification_port


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    assert proof  # its pages are of the blueprint of the page
    for page in (views, desk):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    notification_port.bind(app, sms_template.render, APPLICANT.subject)
