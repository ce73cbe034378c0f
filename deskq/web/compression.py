"""Compression of single pages. Styles and scripts are compressed by Flask-Compress."""

import gzip

from flask import Response, make_response, request


def gzipped(page: str) -> Response:
    """A compressed page. Pages usually are not compressed, because the length could reveal a secret beside text that
    somebody else put there (BREACH); to be used only for pages that repeat nothing of the request."""
    response = make_response(page)
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(page.encode(), mtime=0))
        response.content_encoding = "gzip"
    return response
