"""The command flask anchor-key, and the anchors in flask verify-journal."""

from pathlib import Path

import click

from deskq.core import clock
from deskq.core.extensions import db
from deskq.journal_proof import chain, comparison, store, words
from deskq.journal_proof.jobs import FAULTS, anchor


@click.command("anchor-key")
@click.option("--new", "is_new", is_flag=True, help="Begin a new file with another key; the old file is kept.")
def anchor_key(is_new: bool) -> None:
    """Show the fingerprint of the key that proves the anchors of the journal. Print it: only with this paper can you
    tell whether the file is the one that this server has written."""
    if is_new:
        kept = store.begin_anew(clock.now())
        if kept is not None:
            click.echo(f"The anchors until now were kept as {kept}.", err=True)
        anchor()
    try:
        root = store.root()
    except FAULTS as error:
        outage = words.of_fault(error)
        advice = words.LOOK_AT_FOLDER if isinstance(error, OSError) else words.ANEW % {"command": words.COMMAND}
        raise click.ClickException(f"{outage.text % outage.values} {advice}") from error
    if root is None:
        raise click.ClickException("There are no anchors yet. The server writes the first one within minutes.")
    click.echo(chain.fingerprint(root))
    click.echo(f"Print this and keep it in a safe, away from the server. The anchors are in {store.path()}.", err=True)


def verify(file: Path | None, key: str, is_intact: bool) -> bool:
    """Print whether the anchors are whole and the journal agrees with them. ``file``: another one than this server's;
    ``key``: the fingerprint on paper; ``is_intact``: whether all rows were found to be whole before. Anchors prove one
    row of each day, so they do not speak for a journal in which another row is broken."""
    try:
        found = chain.read(store.lines(file)) if file is not None else store.anchors()
    except FAULTS as error:
        outage = words.of_fault(error)
        return _wrong(outage.text % {**outage.values, "file": file or store.path()})
    if not found:
        return _wrong("There are no anchors to compare with.")
    if key and not chain.is_fingerprint_of(key, found[0].key):
        return _wrong(f"The anchors are of another key: {chain.fingerprint(found[0].key)}.")
    difference = comparison.first_difference(db.session(), found)
    if difference is not None:
        outage = words.of_difference(difference)
        return _wrong(f"{outage.text % outage.values} The anchor is of {difference.at:%Y-%m-%d %H:%M} UTC.")
    span = f"{found[0].at:%Y-%m-%d} to {found[-1].at:%Y-%m-%d %H:%M} UTC"
    if is_intact:
        click.echo(f"The journal agrees with its anchors: {len(found)}, from {span}.")
    else:
        click.echo(f"The anchored rows are what was anchored ({len(found)} anchors, from {span}), but see above.")
    for office_id, rows in comparison.redactions_not_anchored(db.session(), found[-1]).items():
        listed = ", ".join(map(str, rows))
        click.echo(f"Office {office_id}: texts were struck out after the last anchor, in rows {listed}.")
    click.echo(f"Their key is {chain.fingerprint(found[0].key)}.")
    if not key:
        click.echo("Compare this key with the one on paper, or give it with --anchor-key.")
    return True


def _wrong(sentence: str) -> bool:
    click.echo(sentence, err=True)
    return False
