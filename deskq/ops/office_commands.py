"""Commands that run an office: create-office, create-user, unlock-user, reset-second-factor, create-token,
revoke-token, close-day."""

import getpass
import sys

import click
from flask import current_app

from deskq.access import permissions
from deskq.access.api_tokens import service as token_service
from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.message_admin.seed_defaults import seed_defaults
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.office.command_options import office_option, one_office
from deskq.office.date_ranges import Hours
from deskq.office.forms import NewOfficeForm
from deskq.office.service import create_office as create_office_service
from deskq.office.slugs import SlugTaken
from deskq.queue.service import day as day_service
from deskq.setup import queries as setup_queries
from deskq.setup.setup_code import setup_code
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.staff import queries as staff_queries
from deskq.staff import rules
from deskq.staff import service as staff_service
from deskq.staff.second_factor import service as second_factor
from deskq.staff.second_factor.rules import FactorMissing
from deskq.web.forms import read

LONGEST_NAME = 80  #: of an API token
#: Saturday to Wednesday; a municipality changes it under /manage/calendar.
WORKING_DAYS = range(5)


@click.command("create-office")
@click.option("--name", "name_fa", required=True, help="Office name in Persian, as shown on screens and tickets.")
@click.option("--name-en", default="", help="Office name in English. If empty, the Persian name is shown.")
@click.option("--building", "building_fa", default="", help="Building name in Persian.")
@click.option("--building-en", default="", help="Building name in English.")
@click.option("--slug", default="main", show_default=True, help="Its part of addresses: /o/SLUG/.")
@click.option("--opens", default="7:00", show_default=True, help="Opening time, Saturday to Wednesday.")
@click.option("--closes", default="14:15", show_default=True, help="Closing time.")
def create_office(**options: str) -> None:
    """Create a real, empty office, the first or another one: opening hours for Saturday to Wednesday and the regular
    priority class."""
    try:
        form = read(NewOfficeForm, options)
        names = form.model_dump(exclude={"opens", "closes", "slug"})
        today = clock.today()
        hours = Hours(None, form.opens, form.closes, today)
        with create_office_service.creating("console", names, hours, WORKING_DAYS, form.slug) as office:
            seed_defaults(db.session(), office.id)
    except InvalidInput as refusal:
        raise click.ClickException(_sentence(refusal)) from None
    except SlugTaken as refusal:
        raise click.ClickException(f"slug: {refusal.title % {'name': refusal.values['name'].fa}}") from None
    next_step = f'flask --app deskq create-user NAME --name "…" --role admin --office {office.slug}'
    click.echo(f"{office.name_fa} was created and is empty. Next: {next_step}")


@click.command("setup-code")
def show_setup_code() -> None:
    """Show the set-up code, which opens /setup from another machine while there is no administrator."""
    if not setup_queries.needs_first_admin(db.session()):
        raise click.ClickException("This installation has an administrator already. Sign in at /sign-in.")
    click.echo(setup_code(current_app.config["SECRET_KEY"]))


@click.command("create-user")
@click.argument("sign_in_name")
@click.option("--name", required=True, help="Full name, as shown to colleagues.")
@click.option("--role", type=click.Choice(rules.ROLES), default="clerk", show_default=True)
@office_option
def create_user(sign_in_name: str, name: str, role: str, office: str | None) -> None:
    """Add a person. Asks for the password, or reads it from standard input."""
    office_id = one_office(office)
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        staff_service.create_person(office_id, staff_service.NewPerson(sign_in_name, name, role, password), "console")
    except InvalidInput as refusal:
        raise click.ClickException(_sentence(refusal)) from None
    click.echo(f"{sign_in_name} can now sign in.")


def _sentence(refusal: InvalidInput) -> str:
    return "; ".join(f"{field}: {text}" for field, text in refusal.fields.items())


def _text(context: click.Context, parameter: click.Parameter, text: str) -> str:
    """Bytes that are no UTF-8 arrive as surrogates, which no database takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise click.BadParameter("it must be text in UTF-8.") from None
    return text


def _short_text(context: click.Context, parameter: click.Parameter, text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise click.BadParameter(f"it must have at most {LONGEST_NAME} characters.")
    return _text(context, parameter, text)


@click.command("unlock-user")
@click.argument("sign_in_name", callback=_text)
def unlock_user(sign_in_name: str) -> None:
    """End the locks of a person after wrong passwords, in every place."""
    found = staff_queries.person_by_name(db.session(), sign_in_name)
    if found is None:
        raise click.ClickException(f"{sign_in_name} does not exist.")
    staff_service.unlock(found.id, "console")
    click.echo(f"{sign_in_name} can try to sign in again.")


@click.command("reset-second-factor")
@click.argument("sign_in_name", callback=_text)
def reset_second_factor(sign_in_name: str) -> None:
    """Turn two-step sign-in off for a person who lost their phone, and sign them out everywhere."""
    found = staff_queries.person_by_name(db.session(), sign_in_name)
    if found is None:
        raise click.ClickException(f"{sign_in_name} does not exist.")
    try:
        second_factor.reset(found.id, "console")
    except FactorMissing:
        raise click.ClickException(f"{sign_in_name} does not have two-step sign-in.") from None
    click.echo(f"{sign_in_name} can sign in with the password alone, or sets it up anew if the role needs it.")


@click.command("create-token")
@click.option("--role", type=click.Choice([role.removeprefix("api-") for role in permissions.MACHINES]), required=True)
@click.option("--counter", type=click.IntRange(1, 9999), help="Counter number for a clerk token.")
@click.option("--name", default="", callback=_short_text, help="What the token is for.")
@office_option
def create_token(role: str, counter: int | None, name: str, office: str | None) -> None:
    """Create an API token. It is shown only once; only a hash is stored."""
    office_id = one_office(office)
    found = office_queries.counter_by_number(db.session(), office_id, counter) if counter is not None else None
    if counter is not None and found is None:
        raise click.ClickException(f"Counter {counter} does not exist.")
    try:
        click.echo(token_service.create_token(office_id, role, name, found.id if found else None))
    except InvalidInput as refusal:
        raise click.ClickException(_sentence(refusal)) from None


@click.command("revoke-token")
@click.argument("name", callback=_text)
@office_option
def revoke_token(name: str, office: str | None) -> None:
    """Revoke all API tokens with this name."""
    revoked = token_service.revoke_tokens(one_office(office), name)
    click.echo(f"API tokens revoked: {revoked}.")


@click.command("close-day")
@click.option("--today", is_flag=True, help="Close the current business day too, not only earlier ones.")
@office_option
def close_day(today: bool, office: str | None) -> None:
    """Expire the tickets left in the queue, and erase phone numbers of closed days that are no longer needed."""
    found = office_queries.office(db.session(), one_office(office))
    day = business_day.today(found)
    before = day.fromordinal(day.toordinal() + 1) if today else day
    click.echo(f"{day_service.close_day(found.id, before, 'console')} tickets expired.")
    sms_service.erase_numbers(found.id, jalali.day_number(before), outbox.is_on())
