"""flask export-person and flask erase-person."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import current_app

from deskq import data_requests
from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.personal_data import Subject
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.data_requests import HOLDINGS, export
from deskq.office import queries as office_queries
from deskq.web import uploads

CONSOLE = "console"
C = TypeVar("C", bound=Callable[..., Any])
WHO = (
    click.option("--phone", default="", help="Phone number. Asked for if neither this nor --national-id is given."),
    click.option("--national-id", default="", help="National ID."),
    click.option(
        "--why", default="at the console", show_default=True, help="Reason for the journal. Do not include the number."
    ),
    click.option("--reports", is_flag=True, help="Include confidential reports whose sender gave this number."),
)


def _who(command: C) -> C:
    for option in reversed(WHO):
        command = option(command)
    return command


@click.command("export-person")
@_who
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def export_person(phone: str, national_id: str, why: str, reports: bool, target: Path) -> None:
    """Export all data held about one person: FILE.json, or FILE.tar with their photos."""
    if target.suffix not in (".json", ".tar"):
        raise click.ClickException("The file name must end in .json or .tar.")
    with _told():
        found = data_requests.hand_out(_office_id(), CONSOLE, _subject(phone, national_id, reports), why)
    at = clock.now()
    content = export.packed(found, at, uploads.folder()) if target.suffix == ".tar" else export.document(found, at)
    with _own_file(target) as file:
        file.write(content)
    _show({code: len(records) for code, records in found.items()})
    click.echo(f"Written to {target}. It is only for this person. Give it to them, then delete it here.")


@click.command("erase-person")
@_who
@click.option("--also-open", is_flag=True, help="Include messages still being worked on.")
@click.option("--dry-run", is_flag=True, help="Only show how much data is held.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def erase_person(
    phone: str, national_id: str, why: str, reports: bool, also_open: bool, dry_run: bool, yes: bool
) -> None:
    """Erase all data that identifies one person. Their messages stay, without a name."""
    subject = _subject(phone, national_id, reports)
    with _told():
        counts, still_open = data_requests.look_up(_office_id(), CONSOLE, subject, why)
        _show(counts)
        if dry_run:
            click.echo(f"Messages still being worked on: {still_open}. Nothing was changed.")
            return
        if still_open and not also_open:
            raise data_requests.StillOpen(count=still_open)
        if not yes:
            click.confirm("This cannot be undone. Erase the data?", abort=True)
        _show(data_requests.forget(_office_id(), CONSOLE, subject, why, also_open))
    click.echo("Erased. Backups made before still contain the data.")


def _subject(phone: str, national_id: str, reports: bool) -> Subject:
    """Asked for, it does not stay in the history of the shell."""
    if not phone and not national_id:
        typed = click.prompt("Phone number or national ID")
        phone, national_id = ("", typed) if is_national_id(id_digits(typed)) else (typed, "")
    with _told():
        return data_requests.of(phone, national_id, current_app.config["SECRET_KEY"], reports)


def _show(counts: data_requests.Counts) -> None:
    for one in HOLDINGS:
        click.echo(f"{counts[one.code]:>6}  {one.name.en}")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except InvalidInput as refusal:
        raise click.ClickException("; ".join(refusal.fields.values())) from None
    except data_requests.StillOpen as refusal:
        raise click.ClickException(f"{refusal.title % refusal.values} (--also-open)") from None


@contextmanager
def _own_file(target: Path) -> Iterator[Any]:
    """A new file that nobody else on this machine can read."""
    try:
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be made: {error.strerror}.") from None
    with os.fdopen(descriptor, "wb") as file:
        yield file


def _office_id() -> int:
    found = office_queries.first_office(db.session())
    if found is None:
        raise click.ClickException("There is no office yet.")
    return found.id
