"""``flask seed`` and ``flask simulate``: the demo office, one morning of it, and whole days of its past."""

import itertools
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime, timedelta
from time import perf_counter

import click
from flask import current_app
from sqlalchemy import text, update

from deskq.core import clock, progress
from deskq.core.db import journal
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text import half_years
from deskq.core.text.half_years import Half
from deskq.demo import amenities_past, people, seed_day, simulate_day
from deskq.demo import applications as demo_applications
from deskq.demo import office as office_demo
from deskq.demo.appointments import create_appointments
from deskq.demo.commissions import create_sessions
from deskq.demo.half_year import town
from deskq.demo.inspections import create_inspections
from deskq.demo.messages import PAST, create_messages
from deskq.demo.opening_hours import DAYS_OFF
from deskq.demo.password import demo_password
from deskq.demo.seed_day import LENGTH
from deskq.office import queries as office_queries
from deskq.office import slugs
from deskq.office.models import Service
from deskq.queue.models import LIVE, Ticket
from deskq.units.models import Unit

START_OVER_HINT = "To start over, stop the server and add --anew. This deletes every demo office."
anew_option = click.option("--anew", is_flag=True, help="Delete all demo offices first. The server must be stopped.")
office_option = click.option(
    "--office",
    "slug",
    metavar="SLUG",
    default="main",
    show_default=True,
    help="Which demo office, by its part of addresses; created if it is not there. main is the first.",
)


@click.command("seed")
@click.option("--office-only", is_flag=True, help="Only counters, services and people; no events.")
@click.option("--no-line", is_flag=True, help="Counters, services, people and messages; an empty queue.")
@click.option("--demo", "wanted", is_flag=True, help="Run even if DESKQ_DEMO is off.")
@click.option(
    "--half-year", "half", metavar="1404-2", help="A whole half-year that is over, with its published report."
)
@office_option
@anew_option
def seed(office_only: bool, no_line: bool, wanted: bool, half: str | None, slug: str, anew: bool) -> None:
    """Create the demo office in an empty database and simulate one morning in it, or a whole half-year."""
    if not (wanted or current_app.config["DEMO"]):
        raise click.ClickException(
            "This creates a demo office, but DESKQ_DEMO is off. "
            "Create a real office with `flask --app deskq create-office`, or add --demo to create a demo office."
        )
    if anew:
        _empty_database()
    if half is not None:
        _seed_half_year(half, slug)
        return
    begins = seed_day.start_of(clock.now())
    first = begins - PAST - demo_applications.LENGTH - timedelta(hours=1)
    with clock.at(clock.now() if office_only else first):  # created before the first event
        office = _office(slug)
    if no_line and _is_demo(office):
        # Until shortly before a morning that may follow, so that the clock is trusted at the first start of the server.
        until = clock.now() - seed_day.LENGTH - timedelta(minutes=30)
        if _seed_messages(office, until):
            with clock.at(until):
                _seed_desk_work(office)
    elif not (no_line or office_only):
        _seed_morning(office, begins)


def _seed_half_year(typed: str, slug: str) -> None:
    """Days, messages, applications, codes and the report of a half-year."""
    half = _half_of(typed)
    with clock.at(town.working_time(half.first) - timedelta(days=1)):
        office = _office(slug)
    _check_demo(office)
    last = journal.last_at(db.session(), office)
    if last is not None and last > town.working_time(half.first):
        raise click.ClickException(
            f"This office has events after {half.first}, so nothing was simulated. {START_OVER_HINT}"
        )
    began = perf_counter()
    counts = town.play(office, half, _progress)
    made = ", ".join(f"{count} {what}" for what, count in counts.items())
    click.echo(f"{half}: {made} in {perf_counter() - began:.0f} s. Published at /published/{half}.")


def _half_of(typed: str) -> Half:
    try:
        half = half_years.parse(typed)
    except NotFound:
        raise click.ClickException(f"“{typed}” is no half-year. Write it as 1404-2.") from None
    published = half.after.first + timedelta(days=town.PUBLISHED_AFTER)
    if published > clock.today():
        raise click.ClickException(f"The report of {half} would be published on {published}, which is still to come.")
    return half


def _progress(days: list[date]) -> AbstractContextManager[Iterable[date]]:
    """A bar in a terminal; quiet elsewhere."""
    return nullcontext(progress.each("Simulating", days))


def _seed_morning(office: int, begins: datetime) -> None:
    _check_demo(office)
    if _is_used(office):
        raise click.ClickException(f"This office already has events, so no morning is simulated. {START_OVER_HINT}")
    written = _seed_messages(office, begins)
    with progress.share("One morning") as report:
        tickets = seed_day.play_morning(office, report=report)
    click.echo(f"Simulated one morning with {tickets} tickets.")
    if not written:
        _seed_messages(office, clock.now())
    click.echo(f"Upcoming appointments created: {create_appointments(office)}.")
    _seed_desk_work(office)


def _seed_desk_work(office: int) -> None:
    if places := create_inspections(office):
        click.echo(f"Places on the inspection tour of today: {places}.")
    if cases := create_sessions(office):
        click.echo(f"Cases on the agenda of the next commission session: {cases}.")


def _seed_messages(office: int, until: datetime) -> bool:
    """Create messages between the end of the journal and ``until``; False when there is no time between them."""
    last = journal.last_at(db.session(), office)
    if last is not None and last >= until:
        return False
    rounds = amenities_past.plan(office, until - PAST - demo_applications.LENGTH, until)
    if last is None or last < until - PAST - demo_applications.LENGTH:
        count = demo_applications.create_applications(office, until - PAST, rounds)
        click.echo(f"Applications created: {count}.")
    if count := create_messages(office, until, rounds):
        click.echo(f"Messages from citizens created: {count}.")
    return True


@click.command("simulate")
@click.option(
    "--days", "count", default=1, show_default=True, type=click.IntRange(1, 60), help="Number of working days."
)
@click.option(
    "--seed", "number", default=1405, show_default=True, help="Random seed: another number gives other visitors."
)
@office_option
@anew_option
def simulate(count: int, number: int, slug: str, anew: bool) -> None:
    """Simulate the last working days in the demo office: visitors, calls, breaks, ratings, the close of the day. The
    server must be stopped."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("This creates simulated visitors, but DESKQ_DEMO is off. Nothing was changed.")
    if anew:
        _empty_database()
    wanted = _working_days(count)
    with clock.at(simulate_day.opening_time(wanted[0]) - timedelta(hours=1)):
        office = _office(slug)
    _check_demo(office)
    last = journal.last_at(db.session(), office)
    if last is not None and last > simulate_day.opening_time(wanted[0]):
        raise click.ClickException(
            f"This office has events after {wanted[0]}, so nothing was simulated. {START_OVER_HINT}"
        )
    _simulate_days(office, wanted, number)


def _simulate_days(office: int, wanted: list[date], number: int) -> None:
    began, before = perf_counter(), journal.position(db.session(), office)[0]
    for on in wanted:
        with progress.share(str(on)) as report:
            visitors = simulate_day.simulate_day(office, on, number, report)
        click.echo(f"{on}: {visitors} visitors")
    took, entries = perf_counter() - began, journal.position(db.session(), office)[0] - before
    click.echo(f"{entries} journal entries in {took:.1f} s, {entries / took:.0f} per second.")


def _working_days(count: int) -> list[date]:
    """The last ``count`` working days before today, ascending."""
    today = clock.today()
    days = (today - timedelta(days=back) for back in itertools.count(1))
    return sorted(itertools.islice((day for day in days if day.weekday() not in DAYS_OFF), count))


def _office(slug: str) -> int:
    """Id of the demo office at this address, created if there is none."""
    try:
        slug = slugs.check_slug(slug)
    except InvalidInput as refused:
        raise click.ClickException(str(refused.fields["slug"])) from None
    if office_demo.is_real(db.session()):
        raise click.ClickException("The office in this database is a real one. Serve it with: DESKQ_DEMO=0 make run")
    password, fresh = demo_password()
    made = office_demo.create_demo_office(password, slug)
    if made:
        people.add_regional_manager(made)
    click.echo("The demo office is ready." if made else "There is already an office; it was not changed.")
    if made and fresh:
        click.echo(f"Password for all demo users: {password}")
    session = db.session()
    found = office_queries.office_by_slug(session, slug) or office_queries.first_office(session)
    assert found is not None
    return found.id


def _check_demo(office: int) -> None:
    if not _is_demo(office):
        raise click.ClickException("This is not the demo office, so no visitors are simulated.")


def _is_demo(office: int) -> bool:
    codes = {code for (code,) in db.session().query(Service.code).filter(Service.office_id == office)}
    return codes >= seed_day.MORNING_SERVICES


def _is_used(office: int) -> bool:
    """Whether a morning would overlap existing data: a recent journal entry, or a live ticket."""
    last = journal.last_at(db.session(), office)
    live = db.session().query(Ticket.id).filter(Ticket.office_id == office, LIVE).first()
    return live is not None or (last is not None and last > clock.now() - LENGTH)


def _empty_database() -> None:
    """Empty the database of demo offices; refuses where any office is real."""
    if not current_app.config["DEMO"] or not all(map(_is_demo, office_queries.real_offices(db.session()))):
        raise click.ClickException("This is not a demo office (DESKQ_DEMO=1). Nothing was changed.")
    from flask_migrate import upgrade

    db.session.remove()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":  # SQLite cannot drop constraints: break the circular reference
            connection.execute(update(Unit).values(head_id=None))
        db.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE message_words"))
        connection.execute(text("DROP TABLE alembic_version"))
        if connection.dialect.name != "sqlite":
            connection.execute(text("DROP FUNCTION journal_append_only()"))
    upgrade()
