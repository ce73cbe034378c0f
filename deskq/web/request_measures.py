"""How long each answer takes, by group of pages. Sockets are not measured: they stay."""

from time import perf_counter

from flask import Flask, Response, g, request

from deskq.core import measures

NOBODY = "none"  #: addresses that do not exist


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = perf_counter()


def _end(response: Response) -> Response:
    began = g.get("began")
    if began is not None:
        group = request.blueprint or (NOBODY if request.endpoint is None else request.endpoint)
        measures.HTTP.labels(group, f"{response.status_code // 100}xx").observe(perf_counter() - began)
    return response
