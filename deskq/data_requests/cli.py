"""Commands ``flask export-person`` and ``flask erase-person``."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import current_app

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.personal_data import Subject
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.data_requests import export, service
from deskq.data_requests.service import HOLDINGS
from deskq.office.command_options import office_option, one_office
from deskq.web import uploads

CONSOLE = "console"
C = TypeVar("C", bound=Callable[..., Any])
PERSON_OPTIONS = (
    click.option("--phone", default="", help="Phone number. Asked for if neither this nor --national-id is given."),
    click.option("--national-id", default="", help="National ID."),
    click.option(
        "--why", default="at the console", show_default=True, help="Reason for the journal. Do not include the number."
    ),
    click.option("--reports", is_flag=True, help="Include confidential reports whose sender gave this number."),
)


def _person_options(command: C) -> C:
    command = office_option(command)
    for option in reversed(PERSON_OPTIONS):
        command = option(command)
    return command


@click.command("export-person")
@_person_options
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def export_person(phone: str, national_id: str, why: str, reports: bool, target: Path, office: str | None) -> None:
    """Export all data held about one person: FILE.json, or FILE.tar with their photos."""
    if target.suffix not in (".json", ".tar"):
        raise click.ClickException("The file name must end in .json or .tar.")
    office_id = one_office(office)
    with _errors_as_messages():
        found = service.export_data(office_id, CONSOLE, _subject(phone, national_id, reports), why)
    at = clock.now()
    content = export.to_tar(found, at, uploads.folder()) if target.suffix == ".tar" else export.to_json(found, at)
    with _private_file(target) as file:
        file.write(content)
    _show({code: len(records) for code, records in found.items()})
    click.echo(f"Written to {target}. It is only for this person. Give it to them, then delete it here.")


@click.command("erase-person")
@_person_options
@click.option("--also-open", is_flag=True, help="Include messages and applications still being worked on.")
@click.option("--dry-run", is_flag=True, help="Only show how much data is held.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def erase_person(
    phone: str,
    national_id: str,
    why: str,
    reports: bool,
    also_open: bool,
    dry_run: bool,
    yes: bool,
    office: str | None,
) -> None:
    """Erase all data that identifies one person. Their messages stay, without a name."""
    office_id, subject = one_office(office), _subject(phone, national_id, reports)
    with _errors_as_messages():
        counts, still_open = service.look_up(office_id, CONSOLE, subject, why)
        _show(counts)
        if dry_run:
            click.echo(f"Messages and applications still being worked on: {still_open}. Nothing was changed.")
            return
        if still_open and not also_open:
            raise service.StillOpen(count=still_open)
        if not yes:
            click.confirm("This cannot be undone. Erase the data?", abort=True)
        _show(service.erase_data(office_id, CONSOLE, subject, why, also_open))
    click.echo("Erased. Backups made before still contain the data.")


def _subject(phone: str, national_id: str, reports: bool) -> Subject:
    """Prompts when neither is given: typed there, the number does not stay in the shell's history."""
    if not phone and not national_id:
        typed = click.prompt("Phone number or national ID")
        phone, national_id = ("", typed) if is_national_id(id_digits(typed)) else (typed, "")
    with _errors_as_messages():
        return service.subject_from_input(phone, national_id, current_app.config["SECRET_KEY"], reports)


def _show(counts: service.Counts) -> None:
    for holding in HOLDINGS:
        click.echo(f"{counts[holding.code]:>6}  {holding.name.en}")


@contextmanager
def _errors_as_messages() -> Iterator[None]:
    try:
        yield
    except InvalidInput as refusal:
        raise click.ClickException("; ".join(refusal.fields.values())) from None
    except service.StillOpen as refusal:
        raise click.ClickException(f"{refusal.title % refusal.values} (--also-open)") from None


@contextmanager
def _private_file(target: Path) -> Iterator[Any]:
    """A new file that only the current user can read."""
    try:
        descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be made: {error.strerror}.") from None
    with os.fdopen(descriptor, "wb") as file:
        yield file
