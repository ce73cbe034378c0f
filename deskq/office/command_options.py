"""The option ``--office`` of commands: which office they are for, where there are several. A practice hall is named
in no list, but taken by its address."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from deskq.core.extensions import db
from deskq.office import directory, queries
from deskq.office.directory import OfficeEntry

C = TypeVar("C", bound=Callable[..., Any])
NONE_YET = "There is no office yet. Open /setup, or run `flask --app deskq create-office`."


def office_option(command: C) -> C:
    """``--office north``; pass what it gives to ``one_office`` or ``some_offices``."""
    return click.option("--office", metavar="SLUG", help="Which office, by its part of addresses.")(command)


def one_office(slug: str | None) -> int:
    """The id of the chosen office, or of the only one."""
    known = directory.entries(db.session())
    if not known:
        raise click.ClickException(NONE_YET)
    if slug is None and len(known) > 1:
        raise click.ClickException(f"There are several offices. Please add --office with one of: {_slugs()}.")
    found = known[0] if slug is None else _named(slug)
    if found is None:
        raise click.ClickException(f"There is no office “{slug}”. These are the offices: {_slugs()}.")
    return found.id


def _named(slug: str) -> OfficeEntry | None:
    found = directory.by_slug(db.session(), slug)
    return directory.by_id(db.session(), int(slug)) if found is None and slug.isdecimal() else found


def some_offices(slug: str | None) -> list[int]:
    """The chosen office, or all of them with their practice halls."""
    return queries.offices(db.session()) if slug is None else [one_office(slug)]


def _slugs() -> str:
    return ", ".join(one.slug for one in directory.entries(db.session()))
