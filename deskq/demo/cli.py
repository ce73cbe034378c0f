"""flask seed and flask simulate: the invented office, one morning of it, and whole days of its past."""

from datetime import date, datetime, timedelta
from time import perf_counter

import click
from flask import current_app
from sqlalchemy import text, update

import config
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.demo import office as office_demo
from deskq.demo import seed_day, simulate_day
from deskq.demo.appointments import appointments
from deskq.demo.messages import PAST, messages
from deskq.demo.seed_day import LENGTH
from deskq.office import queries as office_queries
from deskq.office.models import Service
from deskq.queue.models import LIVE, Ticket
from deskq.units.models import Unit

ANEW = "To start over, stop the server and add --anew. This deletes everything in this demo office."
FREE = (3, 4)  #: Thursday and Friday, as Python counts
anew_option = click.option("--anew", is_flag=True, help="Delete the demo office first. The server must be stopped.")


def demo_password() -> tuple[str, bool]:
    """The password of the demo people, and whether it was made just now."""
    given = current_app.config["DEMO_PASSWORD"]
    if given:
        return given, False
    fresh = not (config.INSTANCE / "demo_password").exists()
    return config.kept_secret("demo_password", 9), fresh


@click.command("seed")
@click.option("--office-only", is_flag=True, help="Only counters, services and people; no events.")
@click.option("--no-line", is_flag=True, help="Counters, services, people and messages; an empty queue.")
@click.option("--demo", "wanted", is_flag=True, help="Run even if DESKQ_DEMO is off.")
@anew_option
def seed(office_only: bool, no_line: bool, wanted: bool, anew: bool) -> None:
    """Create the demo office in an empty database and simulate one morning in it."""
    if not (wanted or current_app.config["DEMO"]):
        raise click.ClickException(
            "This creates a demo office, but DESKQ_DEMO is off. "
            "Create a real office with `flask --app deskq create-office`, or add --demo to create a demo office."
        )
    if anew:
        _forget()
    begins = seed_day.begins(clock.now())
    with clock.at(clock.now() if office_only else begins - PAST):  # older than what happened in it
        office = _office()
    if no_line and _is_demo(office):
        _messages(office, begins)
    elif not (no_line or office_only):
        _morning(office, begins)


def _morning(office: int, begins: datetime) -> None:
    _check_demo(office)
    if _happened(office):
        raise click.ClickException(f"This office already has events, so no morning is simulated. {ANEW}")
    told = _messages(office, begins)
    click.echo(f"Simulated one morning with {seed_day.morning(office)} tickets.")
    if not told:
        _messages(office, clock.now())
    click.echo(f"Upcoming appointments created: {appointments(office)}.")


def _messages(office: int, until: datetime) -> bool:
    """Between the end of the journal and ``until``; False where that is no time at all."""
    last = journal.last_at(db.session())
    if last is not None and last >= until:
        return False
    if said := messages(office, until):
        click.echo(f"Messages from citizens created: {said}.")
    return True


@click.command("simulate")
@click.option(
    "--days", "count", default=1, show_default=True, type=click.IntRange(1, 60), help="Number of working days."
)
@click.option(
    "--seed", "number", default=1405, show_default=True, help="Random seed: another number gives other visitors."
)
@anew_option
def simulate(count: int, number: int, anew: bool) -> None:
    """Simulate the last working days in the demo office: visitors, calls, breaks, ratings, the close of the day. The
    server must be stopped."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("This creates simulated visitors, but DESKQ_DEMO is off. Nothing was changed.")
    if anew:
        _forget()
    wanted = _working_days(count)
    with clock.at(simulate_day.begins(wanted[0]) - timedelta(hours=1)):
        office = _office()
    _check_demo(office)
    last = journal.last_at(db.session())
    if last is not None and last > simulate_day.begins(wanted[0]):
        raise click.ClickException(f"This office has events after {wanted[0]}, so nothing was simulated. {ANEW}")
    _play(office, wanted, number)


def _play(office: int, wanted: list[date], number: int) -> None:
    began, before = perf_counter(), journal.position(db.session(), office)[0]
    for on in wanted:
        click.echo(f"{on}: {simulate_day.day(office, on, number)} visitors")
    took, told = perf_counter() - began, journal.position(db.session(), office)[0] - before
    click.echo(f"{told} journal entries in {took:.1f} s, {told / took:.0f} per second.")


def _working_days(count: int) -> list[date]:
    """The last ones before today, in order."""
    on, found = clock.now().astimezone(clock.zone()).date(), list[date]()
    while len(found) < count:
        on -= timedelta(days=1)
        if on.weekday() not in FREE:
            found.insert(0, on)
    return found


def _office() -> int:
    """The demo office, made if there is none."""
    password, fresh = demo_password()
    made = office_demo.office(password)
    click.echo("The demo office is ready." if made else "There is already an office; it was not changed.")
    if made and fresh:
        click.echo(f"Password for all demo users: {password}")
    found = office_queries.first_office(db.session())
    assert found is not None
    return found.id


def _check_demo(office: int) -> None:
    if not _is_demo(office):
        raise click.ClickException("This is not the demo office, so no visitors are simulated.")


def _is_demo(office: int) -> bool:
    codes = {code for (code,) in db.session().query(Service.code).filter(Service.office_id == office)}
    return codes >= seed_day.MORNING_SERVICES


def _happened(office: int) -> bool:
    """Whether a morning would be played over something: an entry of these hours, or somebody in line."""
    last = journal.last_at(db.session())
    live = db.session().query(Ticket.id).filter(Ticket.office_id == office, LIVE).first()
    return live is not None or (last is not None and last > clock.now() - LENGTH)


def _forget() -> None:
    """Empty the database of a demo office, and of no other."""
    found = office_queries.first_office(db.session())
    if not current_app.config["DEMO"] or (found is not None and not _is_demo(found.id)):
        raise click.ClickException("This is not a demo office (DESKQ_DEMO=1). Nothing was changed.")
    from flask_migrate import upgrade

    db.session.remove()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":  # it takes no constraint away, so what points both ways points no more
            connection.execute(update(Unit).values(head_id=None))
        db.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE message_words"))
        connection.execute(text("DROP TABLE alembic_version"))
        if connection.dialect.name != "sqlite":
            connection.execute(text("DROP FUNCTION journal_append_only()"))
    upgrade()
