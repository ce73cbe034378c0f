"""/api/docs: the OpenAPI document as a page, rendered in the browser by a vendored Redoc."""

from flask import Blueprint, Response, make_response, render_template

blueprint = Blueprint("api_docs", __name__)
#: Redoc puts its styles into the page and searches in a worker made from a blob; this page alone allows both.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


@blueprint.get("/api/docs")
def page() -> Response:
    response = make_response(render_template("api/docs.html"))
    response.headers["Content-Security-Policy"] = POLICY
    return response
