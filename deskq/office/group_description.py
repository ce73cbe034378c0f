"""What the kiosk says about a group of services: the office's own words, or the names of the services offered there."""

from collections.abc import Sequence
from typing import Protocol

from deskq.core.text.names import Name, listed
from deskq.office import service_templates

#: So many services are named; where there are more, ``MORE`` follows.
MOST_NAMED = 3
MORE = Name(" و کارهای دیگر", " and more")


class DescribedGroup(Protocol):
    @property
    def name(self) -> Name: ...
    @property
    def covers(self) -> Name: ...


class OfferedService(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Name: ...


def describe(group: DescribedGroup, offered: Sequence[OfferedService]) -> Name:
    """One line. The description of a template names the services of that template, so it counts only while all of them
    are offered."""
    named = service_templates.services_named(group.covers)
    if group.covers.fa and named <= {service.code for service in offered}:
        return group.covers
    names = [service.name for service in offered]
    if names == [group.name]:
        return Name("", "")
    return Name(_listed(names, "fa"), _listed(names, "en"))


def _listed(names: Sequence[Name], language: str) -> str:
    shown = listed((name.in_language(language) for name in names[:MOST_NAMED]), language)
    return shown + (MORE.in_language(language) if len(names) > MOST_NAMED else "")
