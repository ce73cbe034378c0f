"""The command flask verify-journal."""

from pathlib import Path

import click

import config
from deskq.core import clock
from deskq.core.db import journal_check, redaction_list
from deskq.core.extensions import db
from deskq.core.progress import progress
from deskq.journal_proof import cli as anchors
from deskq.journal_proof import note, tables
from deskq.journal_proof.note import JournalCheck
from deskq.office.command_options import office_option, some_offices
from deskq.ops import database_check
from deskq.queue.screens.shared import screen_version
from deskq.ratings import integrity

ANCHOR_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify-journal")
@click.option("--anchors", "with_anchors", is_flag=True, help="Compare the journal with its daily anchors too.")
@click.option("--anchor-file", type=ANCHOR_FILE, help="A copy of the anchors, instead of the file of this server.")
@click.option("--anchor-key", default="", help="The fingerprint on paper (flask anchor-key).")
@office_option
def verify_journal(with_anchors: bool, anchor_file: Path | None, anchor_key: str, office: str | None) -> None:
    """Verify that the database is not damaged, that the journal of every office is intact, and that ratings, tickets,
    applications, commissions, accounts and reports are what it tells; print what is wrong, and every text that was
    struck out."""
    with progress("Database", 1) as report:
        damage = database_check.first_damage(db.session())
        report(1)
    if damage is not None:
        raise click.ClickException(f"The database is damaged: {damage}. Stop the server and restore the last backup.")
    broken = False
    for office_id in some_offices(office):
        broken = not _is_intact(office_id) or broken
    note.write(config.INSTANCE, JournalCheck(clock.now(), not broken))
    if with_anchors or anchor_file or anchor_key:
        broken = not anchors.verify(anchor_file, anchor_key, not broken) or broken
    if broken:
        raise SystemExit(1)


def _is_intact(office: int) -> bool:
    with progress(f"Journal of office {office}", screen_version(db.session(), office)) as report:
        found = journal_check.first_broken(db.session(), office, report)
    forged = integrity.first_mismatch(db.session(), office)
    struck = redaction_list.struck_texts(db.session(), office)
    if found is None:
        more = f"; rows with a text struck out: {len({one.row for one in struck})}" if struck else ""
        click.echo(f"Office {office}: the journal is intact, {screen_version(db.session(), office)} rows{more}.")
    else:
        click.echo(f"Office {office}: row {found[0]} is {found[1]}.", err=True)
    for one in struck:
        what = f"row {one.row} ({one.kind or 'missing'}): a text of {one.field} was struck out"
        click.echo(f"Office {office}: {what} by {one.by}, {one.at:%Y-%m-%d %H:%M} UTC (row {one.sequence}).")
    if forged is not None:
        click.echo(f"Office {office}: the rating of ticket {forged[0]} is {forged[1]}.", err=True)
    different = tables.first_differences(db.session(), office) if found is None else []
    for difference in different:
        click.echo(f"Office {office}: {difference.what} is {difference.how}.", err=True)
    return found is None and forged is None and not different
