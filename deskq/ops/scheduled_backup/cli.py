"""The command flask try-backup."""

import click

import config
from deskq.core.extensions import db
from deskq.ops.scheduled_backup import jobs, state_file, status
from deskq.ops.scheduled_backup.state_file import Result


@click.command("try-backup")
def try_backup() -> None:
    """Make the scheduled backup now, and restore it as a trial into an empty place. The server may run."""
    place = status.place()
    if not place:
        raise click.ClickException("No backups are scheduled. Set DESKQ_BACKUP_FOLDER or DESKQ_BACKUP_S3 first.")
    known = state_file.read(config.INSTANCE)
    db.session.remove()  # the tasks take minutes
    made = _done(jobs.back_up(known["backup"]))
    click.echo(f"Backup written: {made.file} in {place}, {made.size / 1e6:.1f} MB in {made.seconds} s.")
    tried = _done(jobs.drill(known["drill"]))
    click.echo(f"Restored as a trial in {tried.seconds} s: its journal is that of this server.")


def _done(result: Result) -> Result:
    if result.fault is not None:
        raise click.ClickException(status.fault_text(result) % result.values)
    return result
