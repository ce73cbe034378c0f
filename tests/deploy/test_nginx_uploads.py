"""What deskq takes in one request passes nginx too, in either of its files, also at addresses that name an office."""

import inspect
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask, request
from werkzeug.routing import IntegerConverter, Rule

from deskq.access import identity
from deskq.api.endpoint import Endpoint
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from tests.deploy import container_files

USUAL = 2  #: megabytes that nginx takes at every other address
MEGABYTE = 2**20
LOCATION = re.compile(r"location ~ (\S+) \{[^}]*?client_max_body_size (\d+)m;", re.DOTALL)


@pytest.fixture
def bodies(app, office, monkeypatch) -> dict[str, int]:
    """{address: bytes} of every route that takes more than other forms, from whom it takes the most."""
    found: Counter[str] = Counter()
    roles = {person.role: person for person in staff_queries.people(db.session(), office)}
    for person in (None, *roles.values()):
        monkeypatch.setattr(identity, "signed_in", lambda person=person: person)
        found |= Counter(dict(large_bodies(app)))
    return found


def large_bodies(app: Flask) -> Iterator[tuple[str, int]]:
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()):
            continue
        path = address(rule)
        with app.test_request_context(path, method="POST"):
            for name in (None, *reversed(request.blueprints)):
                for raise_limit in app.url_value_preprocessors.get(name, ()):
                    raise_limit(request.endpoint, request.view_args)
            largest = request.max_content_length or 0
        view = inspect.unwrap(app.view_functions[rule.endpoint])
        if isinstance(view, Endpoint) and view.largest_body is not None:
            largest = view.largest_body
        if largest > USUAL * MEGABYTE:
            yield path, largest


def address(rule: Rule) -> str:
    """One that the rule takes."""
    path = rule.rule
    for name, converter in rule._converters.items():
        first = next(iter(getattr(converter, "items", ())), "x")
        value = "1" if isinstance(converter, IntegerConverter) else first
        path = re.sub(rf"<[^<>]*\b{name}>", value, path)
    return path


def megabytes(config: str, path: str) -> int:
    """What nginx takes at an address."""
    found = (int(size) for place, size in LOCATION.findall(config) if re.match(place, path))
    return next(found, USUAL)


@pytest.mark.parametrize("file", ["nginx.conf", "nginx.compose.conf"])
@pytest.mark.parametrize("root", ["", "/o/north"])
def test_nginx_takes_what_deskq_takes(bodies, file, root):
    config = (container_files.ROOT / "deploy" / file).read_text()

    refused = [path for path, largest in bodies.items() if megabytes(config, root + path) * MEGABYTE < largest]

    assert len(bodies) > 10
    assert refused == []
