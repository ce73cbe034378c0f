"""Commands of flask --app deskq: create-office, create-user, create-token, close-day, backup ..."""

import getpass
import sys

import click
from flask import Flask

from deskq.access import permissions
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.data_requests.cli import COMMANDS as PERSON_COMMANDS
from deskq.demo.cli import COMMANDS as DEMO_COMMANDS
from deskq.estimate.cli import COMMANDS as ESTIMATE_COMMANDS
from deskq.message_admin.seed_defaults import seed_defaults
from deskq.office import queries as office_queries
from deskq.office import rules as office_rules
from deskq.office.date_ranges import Hours
from deskq.office.forms import FoundingForm
from deskq.office.service import create_office as create_office_service
from deskq.office.service.create_office import OfficeThere
from deskq.ops.backup.cli import COMMANDS as COPY_COMMANDS
from deskq.ops.key_rotation import COMMANDS as KEY_COMMANDS
from deskq.ops.retention_job import COMMANDS as TIDY_COMMANDS
from deskq.queue.screens import boards
from deskq.queue.service import day as day_service
from deskq.ratings import integrity
from deskq.sms import outbox
from deskq.sms import service as notify_service
from deskq.staff import rules
from deskq.staff import service as staff_service
from deskq.web.forms import read

#: Saturday to Wednesday; a municipality changes it under /manage/calendar.
WORKING_DAYS = range(5)


def _office_id() -> int:
    found = office_queries.first_office(db.session())
    if found is None:
        raise click.ClickException("There is no office yet: run `flask --app deskq create-office`.")
    return found.id


@click.command("create-office")
@click.option("--name", "name_fa", required=True, help="The office's name in Persian, as screens and paper show it.")
@click.option("--name-en", default="", help="The name in English; without it the Persian one is shown.")
@click.option("--building", "building_fa", default="", help="The building in Persian.")
@click.option("--building-en", default="", help="The building in English.")
@click.option("--opens", default="7:00", show_default=True, help="When it opens, Saturday to Wednesday.")
@click.option("--closes", default="14:15", show_default=True, help="When it closes.")
def create_office(**given: str) -> None:
    """A real office, empty: hours for Saturday to Wednesday and the ordinary turn, nothing else."""
    try:
        form = read(FoundingForm, given)
        names = form.model_dump(exclude={"opens", "closes"})
        today = clock.now().astimezone(clock.zone()).date()
        hours = Hours(None, form.opens, form.closes, today)
        office = create_office_service.found_office("console", names, hours, WORKING_DAYS)
        seed_defaults(db.session(), office.id)
        db.session.commit()
    except InvalidInput as refusal:
        raise click.ClickException(_named(refusal)) from None
    except OfficeThere as refusal:
        raise click.ClickException(refusal.title % {"name": refusal.values["name"].fa}) from None
    click.echo(
        f'{office.name_fa} is there, and empty. Next: flask --app deskq create-user NAME --name "…" --role admin'
    )


@click.command("create-user")
@click.argument("sign_in_name")
@click.option("--name", required=True, help="The person's name as colleagues know it.")
@click.option("--role", type=click.Choice(rules.ROLES), default="clerk", show_default=True)
def create_user(sign_in_name: str, name: str, role: str) -> None:
    """A new person; asks for the password (or reads it from standard input)."""
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        staff_service.create_person(_office_id(), sign_in_name, name, role, password, "console")
    except InvalidInput as refusal:
        raise click.ClickException(_named(refusal)) from None
    click.echo(f"{sign_in_name} may sign in now.")


def _named(refusal: InvalidInput) -> str:
    return "; ".join(f"{field}: {text}" for field, text in refusal.fields.items())


@click.command("create-token")
@click.option("--role", type=click.Choice([role.removeprefix("api-") for role in permissions.MACHINES]), required=True)
@click.option("--counter", type=int, help="The counter a clerk's token works at.")
@click.option("--name", default="", help="What it is for.")
def create_token(role: str, counter: int | None, name: str) -> None:
    """A token for a machine. It is shown this once; only a hash is kept."""
    office = _office_id()
    found = office_queries.counter_by_number(db.session(), office, counter) if counter is not None else None
    if counter is not None and found is None:
        raise click.ClickException(f"There is no counter {counter}.")
    click.echo(staff_service.create_token(office, role, name, found.id if found else None))


@click.command("revoke-token")
@click.argument("name")
def revoke_token(name: str) -> None:
    """End every token of this name."""
    ended = staff_service.revoke_tokens(_office_id(), name)
    click.echo(f"{ended} tokens ended.")


@click.command("close-day")
@click.option("--today", is_flag=True, help="Close the running business day too, not only those before it.")
def close_day(today: bool) -> None:
    """Expire what is left in line, and erase the telephone numbers of the closed days that are not needed any more."""
    office = office_queries.office(db.session(), _office_id())
    day = office_rules.business_date(clock.now(), clock.zone(), office.day_starts)
    before = day.fromordinal(day.toordinal() + 1) if today else day
    click.echo(f"{day_service.close_day(office.id, before, 'console')} tickets closed.")
    notify_service.erase_numbers(office.id, persian.jalali_number(before), outbox.is_on())


@click.command("verify-journal")
def verify_journal() -> None:
    """Prove every office's journal whole and every rating what the journal tells, or name the first that is not."""
    broken = False
    for office in office_queries.offices(db.session()):
        found, forged = journal.first_broken(db.session(), office), integrity.first_forged(db.session(), office)
        if found is None:
            click.echo(f"Office {office}: the journal is whole, {boards.version(db.session(), office)} rows.")
        else:
            click.echo(f"Office {office}: row {found[0]} is {found[1]}.", err=True)
        if forged is not None:
            click.echo(f"Office {office}: the rating of ticket {forged[0]} is {forged[1]}.", err=True)
        broken = broken or found is not None or forged is not None
    if broken:
        raise SystemExit(1)


COMMANDS = (create_office, create_user, create_token, revoke_token, close_day, verify_journal)


def init_app(app: Flask) -> None:
    theirs = (*COPY_COMMANDS, *KEY_COMMANDS, *DEMO_COMMANDS, *ESTIMATE_COMMANDS, *TIDY_COMMANDS, *PERSON_COMMANDS)
    for command in (*COMMANDS, *theirs):
        app.cli.add_command(command)
