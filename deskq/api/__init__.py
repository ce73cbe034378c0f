"""/api/v1: the same services for machines. endpoint.py declares, openapi.py describes, once.py answers once."""

from flask import Flask, Response, jsonify

from deskq.api import appointments, counters, hall, messages, ticket_actions, tickets  # declare their endpoints
from deskq.api.docs_page import blueprint as docs_blueprint
from deskq.api.endpoint import blueprint
from deskq.api.openapi import document
from deskq.core.extensions import csrf, limiter

__all__ = ["appointments", "counters", "hall", "init_app", "messages", "ticket_actions", "tickets"]


@blueprint.get("/openapi.json")
@limiter.limit("60 per minute")
def openapi() -> Response:
    return jsonify(document())


def init_app(app: Flask) -> None:
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
    app.register_blueprint(docs_blueprint)
