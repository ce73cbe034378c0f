"""Command: ``flask keep-application-figures`` makes the kept figures of all applications anew from their histories."""

import click
from flask.cli import with_appcontext
from sqlalchemy import func, select

from deskq.application_figures import keep
from deskq.applications.models import Application
from deskq.core.db.writing import writing
from deskq.core.extensions import db
from deskq.core.progress import progress
from deskq.messages.queries import deadlines as deadline_queries
from deskq.office import queries as office_queries

#: Applications in one transaction: others write in between.
AT_ONCE = 200


@click.command("keep-application-figures")
@with_appcontext
def keep_application_figures() -> None:
    """Make the kept figures of all applications anew from their histories."""
    session = db.session()
    total = session.scalar(select(func.count()).select_from(Application)) or 0
    done = 0
    with progress("Applications", total) as report:
        for office_id in office_queries.offices(session):
            calendar, last = deadline_queries.calendar(session, office_id), 0
            while True:
                with writing(session):
                    found = keep.ids_of_office(session, office_id, last, AT_ONCE)
                    keep.keep_anew(session, found, calendar)
                if not found:
                    break
                last = found[-1]
                done += len(found)
                report(done)
    click.echo(f"{total} applications.")
