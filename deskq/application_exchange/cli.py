"""``flask import-applications``: imports a table from the command line, with the same rules as the page."""

import json
import shutil
from pathlib import Path

import click

from deskq.application_exchange import queries, staging, work
from deskq.application_exchange.models import WORKING, ApplicationImport
from deskq.application_exchange.rules import fields
from deskq.application_exchange.rules.fields import Layout
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.core import secrets
from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.core.progress import share
from deskq.office.command_options import office_option, one_office
from deskq.units import queries as unit_queries

BY = "import command"
SHOWN = 20


@click.command("import-applications")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rows", "kind", type=click.Choice(fields.KINDS), default=fields.APPLICATIONS, show_default=True,
              help="What the rows of the table are.")  # fmt: skip
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Which column is which field.")
@click.option("--all", "same", multiple=True, metavar="FIELD=VALUE", help="One value for all rows.")
@click.option("--make-sheet", "unit", default="", metavar="UNIT", help="Make a service sheet of the stages.")
@click.option("--dry-run", is_flag=True, help="Only report what would be done.")
@office_option
def import_applications(
    file: Path,
    kind: str,
    columns: tuple[str, ...],
    same: tuple[str, ...],
    unit: str,
    dry_run: bool,
    office: str | None,
) -> None:
    """Import property files, applications or stage changes from CSV or XLSX. The same file again changes nothing."""
    office_id = one_office(office)
    _check_unit(office_id, unit)
    token = secrets.new()
    Files(token).make()
    shutil.copyfile(file, Files(token).source)
    import_id = imports.begin(office_id, BY, kind, file.name, token, command=True)
    try:
        _go_on(office_id, import_id, "Reading")
        _choose(office_id, import_id, columns, same, unit)
        _go_on(office_id, import_id, "Checking")
        if not dry_run:
            imports.carry_out(office_id, BY, import_id, command=True)
            _go_on(office_id, import_id, "Importing")
        _report(_found(office_id, import_id), dry_run)
    except InvalidInput as refused:
        lacking = ", ".join(refused.fields)
        raise click.ClickException(f"These fields come from no column and no --all: {lacking}.") from None
    except DomainError as refused:
        raise click.ClickException(refused.title) from None
    finally:
        _clear(office_id, import_id)


def _check_unit(office_id: int, code: str) -> None:
    codes = [one.code for one in unit_queries.units(db.session(), office_id)]
    if code and code not in codes:
        raise click.ClickException(f"There is no unit “{code}”. There are: {', '.join(codes) or 'none'}.")


def _clear(office_id: int, import_id: int) -> None:
    """Forget the import; one that was interrupted is cancelled. What it imported stays."""
    if _found(office_id, import_id).state in WORKING:
        imports.cancel(office_id, BY, import_id)
    Files(imports.remove(office_id, BY, import_id)).remove()


def _go_on(office_id: int, import_id: int, label: str) -> None:
    """One step, with a bar where there is a terminal."""
    with share(label) as report:
        work.go_on(office_id, import_id, report)
    found = _found(office_id, import_id)
    if found.state == "failed":
        raise click.ClickException(found.problem)


def _choose(office_id: int, import_id: int, columns: tuple[str, ...], same: tuple[str, ...], unit: str) -> None:
    found = _found(office_id, import_id)
    headers, known = json.loads(found.headers), fields.read(found.layout)
    codes = {one.code for one in fields.FIELDS[found.kind]}
    places = dict(known.columns)
    for field, header in _pairs(columns, codes):
        if header not in headers:
            raise click.ClickException(f"The table has no column “{header}”. It has: {', '.join(headers)}.")
        places[field] = headers.index(header)
    layout = Layout(places, {**known.same, **dict(_pairs(same, codes))}, unit or known.unit)
    imports.choose_columns(office_id, BY, import_id, layout, command=True)


def _pairs(typed: tuple[str, ...], codes: set[str]) -> list[tuple[str, str]]:
    found = []
    for one in typed:
        field, sign, value = one.partition("=")
        if not sign or field not in codes:
            raise click.ClickException(f"“{one}” is not FIELD=…; the fields are: {', '.join(sorted(codes))}.")
        found.append((field, value))
    return found


def _report(found: ApplicationImport, dry_run: bool) -> None:
    verb = "would be " if dry_run else ""
    click.echo(
        f"{found.rows} rows: {found.made} {verb}made, {found.changed} {verb}changed, {found.same} as they were, "
        f"{found.refused} rows refused."
    )
    refused = staging.refused(Files(found.token))
    for row, (field, words) in list(refused.items())[:SHOWN]:
        click.echo(f"  row {row}{f', {field}' if field else ''}: {words}")
    if len(refused) > SHOWN:
        click.echo(f"  and {len(refused) - SHOWN} more")


def _found(office_id: int, import_id: int) -> ApplicationImport:
    db.session.rollback()
    found = queries.by_id(db.session(), office_id, import_id)
    assert found is not None
    return found
