"""A check that is made of every office, each for itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from deskq.core.extensions import db
from deskq.doctor.finding import Finding
from deskq.office import queries as office_queries


def each_office(check: Callable[[int], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of a check, each with the office that it is about."""
    for office_id in office_queries.real_offices(db.session()):
        yield from (replace(finding, office_id=office_id) for finding in check(office_id))
