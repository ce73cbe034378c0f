"""Registers /api/v1 and its OpenAPI document, and the page /api/docs."""

from flask import Flask, Response, jsonify, request

from deskq.api import (
    application_ratings,
    application_reports,
    applications,
    appointments,
    counters,
    exchange,
    hall,
    message_files,
    message_questions,
    message_reports,
    messages,
    reports,
    ticket_actions,
    tickets,
    webhooks,
)
from deskq.api.docs_page import blueprint as docs_blueprint
from deskq.api.endpoint import blueprint
from deskq.api.openapi import document
from deskq.core.extensions import csrf, limiter

MODULES = (
    tickets,
    ticket_actions,
    counters,
    hall,
    appointments,
    message_files,
    message_questions,
    messages,
    applications,
    exchange,
    application_reports,
    application_ratings,
    message_reports,
    reports,
    webhooks,
)  #: importing them declares the endpoints


@blueprint.get("/openapi.json")
@limiter.limit("60 per minute")
def openapi() -> Response:
    return jsonify({**document(), "servers": [{"url": f"{request.script_root}/api/v1"}]})


def init_app(app: Flask) -> None:
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
    app.register_blueprint(docs_blueprint)
